import type { GraphQLSchema } from 'graphql';
import type { ListField } from './contract.js';
import { fieldsOf, leavesOf, listsAmong, objectsAmong, rootFields } from './contract.js';
import type { HostileRequest } from './request.js';

const longestPage = 500;
/** Below the bound of what a query may cost, so that it is not refused before it is begun. */
const mostFields = 900_000;

/** Every list of the ledger at its longest page, with every leaf that there is. */
export function widePages(schema: GraphQLSchema): HostileRequest[] {
  return listsAmong(rootFields(schema)).map(({ field, node }) => ({
    name: `${field.name}, whole rows`,
    query: `{ ${field.name}(first: ${longestPage}) { count { value exact } nodes { ${leavesOf(node).join(' ')} } } }`,
  }));
}

/** Every list within every row of every list, reached over no more than one object, each as long as may be. */
export function listsInLists(schema: GraphQLSchema): HostileRequest[] {
  return listsAmong(rootFields(schema)).flatMap(({ field, node }) => {
    const own = listsAmong(fieldsOf(node)).map((list) => ({ path: [] as string[], list }));
    const over = objectsAmong(fieldsOf(node)).flatMap(({ field: { name: step }, type }) =>
      listsAmong(fieldsOf(type)).map((list) => ({ path: [step], list })),
    );
    return [...own, ...over].map(({ path, list }) => ({
      name: [field.name, ...path, list.field.name].join(' › '),
      query: `{ ${field.name}(first: ${longestPage}) { nodes { ${within(path, pageOf(list))} } } }`,
    }));
  });
}

/** Every object within every row of every list, with all of its leaves. */
export function fieldsInLists(schema: GraphQLSchema): HostileRequest[] {
  return listsAmong(rootFields(schema)).flatMap(({ field, node }) =>
    objectsAmong(fieldsOf(node)).map(({ field: { name: step }, type }) => ({
      name: `${field.name} › ${step}`,
      query: `{ ${field.name}(first: ${longestPage}) { nodes { ${step} { ${['__typename', ...leavesOf(type)].join(' ')} } } } }`,
    })),
  );
}

function pageOf({ field, node }: ListField): string {
  const leaves = leavesOf(node);
  const size = Math.max(1, Math.min(longestPage, Math.floor(mostFields / longestPage / (leaves.length + 2))));
  return `${field.name}(first: ${size}) { nodes { ${leaves.join(' ')} } }`;
}

function within(path: readonly string[], text: string): string {
  return path.reduceRight((inner, step) => `${step} { ${inner} }`, text);
}
