import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { execute, getVariableValues, isObjectType } from 'graphql';
import type { CompiledOperation } from './compile.js';
import { compileOperation, isReady } from './compile.js';
import type { Effort } from './turns.js';
import { GivenUp } from './turns.js';

export interface Operation {
  document: DocumentNode;
  /** Absent: the document has no operation of that name. */
  operation: OperationDefinitionNode | undefined;
  operationName: string | null | undefined;
  variables: Record<string, unknown>;
  context: object & { effort?: Effort };
  /** What its root fields are read of; absent: nothing. */
  root?: unknown;
}

export interface Executor {
  /**
   * What graphql-js answers. A program is kept as long as its document is, so who keeps documents bounds both.
   * @throws GivenUp for what took more of this thread than it may
   */
  execute(operation: Operation): Promise<ExecutionResult>;
  figures(): ExecutorFigures;
}

/** Operations since the start, by who answered them. */
export interface ExecutorFigures {
  compiled: number;
  interpreted: number;
  /** Compiled answers that had errors, and were answered again by graphql-js. */
  repeated: number;
}

/** Seen once, or for graphql-js for ever. */
type Program = CompiledOperation | 'seen' | 'interpreted';

/**
 * Answers an operation by graphql-js the first time, and from the second time on by a compiled function where there is
 * one. A compiled answer counts only if it has no errors: otherwise the query, which changes nothing, is asked again of
 * graphql-js, on the same context and therefore the same basis, so that errors are the same whoever answers.
 */
export function executorOf(schema: GraphQLSchema): Executor {
  refuseWhatIsNotReady(schema);
  const programs = new WeakMap<OperationDefinitionNode, Program>();
  const figures = { compiled: 0, interpreted: 0, repeated: 0 };

  function programOf(document: DocumentNode, operation: OperationDefinitionNode): Program {
    const known = programs.get(operation);
    if (known !== undefined && known !== 'seen') return known;
    const next = known === undefined ? 'seen' : (compileOperation(schema, document, operation) ?? 'interpreted');
    programs.set(operation, next);
    return next;
  }

  async function interpreted({ document, operationName, variables, context, root }: Operation) {
    figures.interpreted += 1;
    const given = { operationName, variableValues: variables, contextValue: context, rootValue: root };
    const answer = await execute({ schema, document, ...given });
    checkAnswered(context);
    return answer;
  }

  return {
    async execute(asked) {
      const { document, operation, variables, context, root } = asked;
      const program = operation === undefined ? 'interpreted' : programOf(document, operation);
      if (operation === undefined || typeof program === 'string') return interpreted(asked);
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
      const answer = coerced === undefined ? null : await program(context, coerced, root);
      checkAnswered(context);
      if (answer !== null && answer.errors === undefined) {
        figures.compiled += 1;
        return answer;
      }
      if (answer !== null) figures.repeated += 1;
      const right = await interpreted(asked);
      // The error was the program's own: it cannot answer this operation.
      if (answer !== null && right.errors === undefined) programs.set(operation, 'interpreted');
      return right;
    },
    figures: () => ({ ...figures }),
  };
}

/** What an operation answers that was given up has nothing but errors of its own. @throws GivenUp */
function checkAnswered({ effort }: Operation['context']): void {
  if (effort?.isGivenUp === true) throw new GivenUp();
}

/** To graphql-js, which never sees such a value here, it makes no difference; a compiled function asks nobody else. */
function refuseWhatIsNotReady(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type)) type.isTypeOf ??= isReady;
  }
}
