import { describe, expect, it } from '@jest/globals';
import { buildSchema, execute, isObjectType, parse } from 'graphql';
import { checkRowsHere, GivenUp, newEffort, takeTurns } from '../../src/server/execution/turns.js';

/** Rows that each keep the thread for some time, in small steps. */
function rowsOf(count: number, busyMs: number) {
  const schema = buildSchema('type Query { rows: [Row!]! } type Row { n: Int! again: [Row!]! }');
  const made = { begun: 0, atOnce: 0, mostAtOnce: 0 };
  const query = schema.getQueryType();
  const row = schema.getType('Row');
  const { rows } = query?.getFields() ?? {};
  const { n: number } = isObjectType(row) ? row.getFields() : {};
  if (rows === undefined || number === undefined) throw new Error('there is no such field');
  rows.resolve = async () => Array.from({ length: count }, (_, n) => ({ n }));
  number.resolve = async ({ n }: { n: number }) => {
    made.begun += 1;
    made.atOnce += 1;
    made.mostAtOnce = Math.max(made.mostAtOnce, made.atOnce);
    await Promise.resolve();
    keepBusy(busyMs);
    made.atOnce -= 1;
    return n;
  };
  takeTurns(schema);
  return { schema, made };
}

function keepBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** How often the thread did something else meanwhile. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let working = true;
  const turn = () => {
    turns += 1;
    if (working) setImmediate(turn);
  };
  setImmediate(turn);
  await work;
  working = false;
  return turns;
}

const document = parse('{ rows { n } }');

describe('an operation of many rows', () => {
  it('lets the thread do something else again and again, and answers the same', async () => {
    const { schema, made } = rowsOf(300, 1);
    const contextValue = { effort: newEffort(null) };
    const answering = Promise.resolve(execute({ schema, document, contextValue }));
    const turns = await turnsDuring(answering);
    const rows = Array.from({ length: 300 }, (_, n) => ({ n }));
    expect(await answering).toEqual({ data: { rows } });
    // 300 ms of work in turns of some 8 ms and one step more.
    expect(turns).toBeGreaterThan(10);
    expect(made.mostAtOnce).toBeLessThanOrEqual(32);
  });

  it('is given up when it has taken its share, and begins nothing more', async () => {
    const { schema, made } = rowsOf(300, 2);
    const effort = newEffort(50);
    const { errors } = await execute({ schema, document, contextValue: { effort } });
    expect(effort.isGivenUp).toBe(true);
    expect(errors?.[0]?.originalError).toBeInstanceOf(GivenUp);
    expect(made.begun).toBeLessThan(300);
  });

  it('is given up before whole tables are read, unless nobody else could answer it', () => {
    expect(() => checkRowsHere(newEffort(50), 1_001)).toThrow(GivenUp);
    expect(() => checkRowsHere(newEffort(50), 1_000)).not.toThrow();
    expect(() => checkRowsHere(newEffort(null), 1_000_000)).not.toThrow();
  });
});
