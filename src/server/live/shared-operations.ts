import { createHash } from 'node:crypto';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { LRUCache } from 'lru-cache';
import type { Context } from '../../../schema/context.js';
import type { Caller, Services, Told } from '../../../services/services.js';
import type { Executor } from '../execution/executor.js';
import type { Effort } from '../execution/turns.js';
import { newEffort } from '../execution/turns.js';
import type { ReadOperation } from './operation.js';

/** A subscription that may be open several times, of callers who are the same. */
export interface SharedOperation {
  /** As the first of them asked; the others need nothing of their own. */
  asked: Pick<SubscribePayload, 'query' | 'variables'>;
  fields: number;
  /** The result for what a feed has told, as JSON: whoever is told the same is given the same text. */
  tell(told: Told<object>): Promise<string>;
  /** One of them has ended. */
  leave(): void;
}

export interface SharedOperations {
  join(asked: SubscribePayload, operation: ReadOperation, caller: Caller): SharedOperation;
}

/** Results that are kept for those who are not told yet, in characters. */
const keptCharacters = 2 * 1024 * 1024;
/** What takes no longer than to ask whose turn it is, in fields. */
const lightFields = 200;

/**
 * Equal operations of one caller are executed once for each thing that is told. What asks for much waits for its turn, one
 * after the other, and lets others have theirs between.
 */
export function sharedOperations(
  services: Services,
  executor: Executor,
  format: (errors: readonly GraphQLError[]) => GraphQLFormattedError[],
): SharedOperations {
  const operations = new Map<string, { operation: SharedOperation; join(): void }>();
  const texts = new LRUCache<string, string>({
    maxSize: keptCharacters,
    sizeCalculation: ({ length }, { length: key }) => length + key,
  });
  const underWay = new Map<string, Promise<string>>();
  const inTurn = turns();
  let numbers = 0;

  function open(key: string, asked: SubscribePayload, { told: toTell, fields }: ReadOperation, caller: Caller) {
    const { query, operationName, variables } = asked;
    const { document, operation } = toTell;
    const number = (numbers += 1);
    let holders = 0;

    async function execute(root: Told<object>): Promise<string> {
      const context: Context & { effort?: Effort } = { services, caller, commandIds: [] };
      if (fields > lightFields) context.effort = newEffort(null);
      const given = { operationName, variables: variables ?? {}, context, root };
      const { data, errors } = await executor.execute({ document, operation, ...given });
      return JSON.stringify(errors === undefined ? { data } : { data, errors: format(errors) });
    }

    const executeInTurn = (told: Told<object>) => (fields <= lightFields ? execute(told) : inTurn(() => execute(told)));

    async function executeOnce(name: string, told: Told<object>): Promise<string> {
      try {
        const text = await executeInTurn(told);
        texts.set(name, text);
        return text;
      } finally {
        underWay.delete(name);
      }
    }

    const shared: SharedOperation = {
      asked: { query, variables },
      fields,
      async tell(told) {
        if (holders === 1) return executeInTurn(told);
        const name = `${number} ${numberOf(told.node)}`;
        const known = texts.get(name) ?? underWay.get(name);
        if (known !== undefined) return known;
        const executed = executeOnce(name, told);
        underWay.set(name, executed);
        return executed;
      },
      leave() {
        holders -= 1;
        if (holders === 0) operations.delete(key);
      },
    };
    return { operation: shared, join: () => void (holders += 1) };
  }

  return {
    join(asked, operation, caller) {
      const key = keyOf([asked.query, asked.operationName, asked.variables, caller.actor]);
      const known = operations.get(key) ?? open(key, asked, operation, caller);
      operations.set(key, known);
      known.join();
      return known.operation;
    },
  };
}

function keyOf(asked: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64');
}

/** What feeds tell is the same object where it was read for all of them. */
const numbersOfThings = new WeakMap<object, number>();
let things = 0;

function numberOf(thing: object): number {
  const known = numbersOfThings.get(thing) ?? (things += 1);
  numbersOfThings.set(thing, known);
  return known;
}

/** One work after the other, with a turn for everybody else between two. */
function turns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = last.then(work);
    last = own.catch(() => undefined).then(() => new Promise(setImmediate));
    return own;
  };
}
