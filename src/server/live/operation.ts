import type { DocumentNode, GraphQLSchema } from 'graphql';
import { getOperationAST, GraphQLError, OperationTypeNode, print } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { LRUCache } from 'lru-cache';
import { readDocument } from '../execution/admission.js';
import type { OperationCost } from '../operation-cost.js';
import { operationCost } from '../operation-cost.js';
import type { ToldOperation } from './told-schema.js';
import { toldOperation } from './told-schema.js';

/** A subscription as it may be run, within the bounds of every operation. */
export interface ReadOperation {
  document: DocumentNode;
  /** What is executed for each thing that is told. */
  told: ToldOperation;
  /** How many fields that reads at most. */
  fields: number;
}

interface KnownOperation extends Omit<ReadOperation, 'fields'> {
  costOf: OperationCost;
}

/** Measured as for `parsedDocuments`, of a document and what is made of it. */
const bytesPerCharacter = 360;
const keptBytes = 24 * 1024 * 1024;

const kept = { maxSize: keptBytes, maxEntrySize: keptBytes / 4 };

/** Reads subscriptions, or says what is wrong with them; a text that comes again is known. */
export function operationReader(
  schema: GraphQLSchema,
): (payload: SubscribePayload) => ReadOperation | readonly GraphQLError[] {
  const sizeCalculation = (_read: unknown, { length }: string) => 1 + length * bytesPerCharacter;
  const known = new LRUCache<string, KnownOperation | readonly GraphQLError[]>({ ...kept, sizeCalculation });
  const toldByText = new LRUCache<string, ToldOperation>({ ...kept, sizeCalculation });

  /** Texts that differ in what their feeds heed are one operation for what these tell, and compiled once. */
  function oneOf(told: ToldOperation): ToldOperation {
    const text = print(told.document);
    const same = toldByText.get(text) ?? told;
    toldByText.set(text, same);
    return same;
  }

  return ({ query, operationName, variables }) => {
    const key = `${operationName ?? ''}\n${query}`;
    const read = known.get(key) ?? readOperation(schema, query, operationName, oneOf);
    known.set(key, read);
    if (!('told' in read)) return read;
    const { document, told, costOf } = read;
    const fields = costOf(variables ?? {});
    // What is no number comes from a variable of the wrong type, which is refused when it is run.
    return { document, told, fields: Number.isNaN(fields) ? 0 : fields };
  };
}

function readOperation(
  schema: GraphQLSchema,
  query: string,
  operationName: string | null | undefined,
  oneOf: (told: ToldOperation) => ToldOperation,
): KnownOperation | readonly GraphQLError[] {
  const read = readDocument(schema, query);
  if ('errors' in read) return read.errors;
  const { document } = read;
  const operation = getOperationAST(document, operationName);
  if (!operation) return [notIdentified()];
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return [notHere()];
  return {
    document,
    told: oneOf(toldOperation(schema, document, operation)),
    costOf: operationCost(schema, document, operation),
  };
}
function notIdentified(): GraphQLError {
  return new GraphQLError('请求中没有可执行的订阅，或有几个而未以 operationName 指明。', {
    extensions: {
      code: 'OPERATION_RESOLUTION_FAILURE',
      messageEn: 'There is no operation to run, or several and "operationName" does not say which.',
    },
  });
}

function notHere(): GraphQLError {
  return new GraphQLError('这里只接受订阅（subscription）；查询与修改请以 HTTP POST 发往 /graphql。', {
    extensions: {
      code: 'SUBSCRIPTIONS_ONLY',
      messageEn: 'Only subscriptions are taken here; send queries and mutations to /graphql by HTTP POST.',
    },
  });
}
