import type { DocumentNode, GraphQLInputType, GraphQLSchema, ValueNode, VariableDefinitionNode } from 'graphql';
import { Kind, TypeInfo, valueFromAST, visit, visitWithTypeInfo } from 'graphql';

/** A document in which every argument is a variable of its own, of a type that accepts any value. */
export interface ArgumentsApart {
  document: DocumentNode;
  /**
   * What the variables of one request make of the arguments, by graphql-js.
   * @returns null if one of them is invalid, which is then for graphql-js to say
   */
  valuesOf(variables: Readonly<Record<string, unknown>>): Record<string, unknown> | null;
}

interface Taken {
  name: string;
  type: GraphQLInputType;
  value: ValueNode;
}

/**
 * Takes the arguments out of a valid document, so that whoever compiles it sees neither their values nor their types:
 * graphql-js alone says what a value means (@oneOf, enums, our scalars, a variable within a literal), and no text of
 * a client becomes part of a program.
 * @param anything name of a scalar that takes every value as it is
 */
export function argumentsApart(schema: GraphQLSchema, document: DocumentNode, anything: string): ArgumentsApart {
  const taken: Taken[] = [];
  const types = new TypeInfo(schema);
  const within = visit(
    document,
    visitWithTypeInfo(types, {
      Argument: {
        leave(node) {
          const type = types.getArgument()?.type;
          if (type === undefined) throw new Error(`the argument ${node.name.value} has no type`);
          const name = `a${taken.length}`;
          taken.push({ name, type, value: node.value });
          return { ...node, value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } };
        },
      },
    }),
  );
  const variableDefinitions = taken.map(({ name }): VariableDefinitionNode => ({
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: anything } },
  }));
  const definitions = within.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? { ...definition, variableDefinitions } : definition,
  );

  return {
    document: { ...within, definitions },
    valuesOf(variables) {
      const values: Record<string, unknown> = {};
      for (const { name, type, value } of taken) {
        // An argument whose variable is not given counts as left out.
        if (value.kind === Kind.VARIABLE && !Object.hasOwn(variables, value.name.value)) continue;
        const given = valueFromAST(value, type, variables);
        if (given === undefined) return null;
        values[name] = given;
      }
      return values;
    },
  };
}
