import { describe, expect, it } from '@jest/globals';
import { execute, parse } from 'graphql';
import { buildContract } from '../../schema/build.js';
import type { Queries } from '../../services/services.js';
import { readOnce } from '../../src/app/queries/read-once.js';
import { importSamples } from '../../src/first-start.js';
import { ledgerIn } from '../support/ledgers/ledger.js';
import { reader } from '../support/ledgers/reader.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';

const folder = useFolder();

/** The same questions, counted by name. */
function counted(queries: Queries): { queries: Queries; asked: Map<string, number> } {
  const asked = new Map<string, number>();
  const counting = Object.entries(queries).map(([name, ask]: [string, (...given: never[]) => unknown]) => [
    name,
    (...given: never[]) => {
      asked.set(name, (asked.get(name) ?? 0) + 1);
      return ask(...given);
    },
  ]);
  return { queries: Object.fromEntries(counting) as Queries, asked };
}

describe('one operation', () => {
  it('reads the table of a save once for all of its changes, and what is below it once', async () => {
    const ledger = await ledgerIn(folder);
    await importSamples(ledger.services.commands);
    const document = parse(`{ changes(first: 500) { nodes { budget { name
      versions(first: 20) { nodes { version annotations { reason } } }
      history(first: 20) { nodes { path event { type } } } } project { name } } } }`);
    const schema = buildContract();
    const ask = (queries: Queries) =>
      execute({
        schema,
        document,
        contextValue: { services: { ...ledger.services, queries }, caller: reader, commandIds: [] },
      });
    const plain = counted(ledger.services.queries);
    const once = counted(ledger.services.queries);
    const answer = await ask(plain.queries);
    expect(await ask(readOnce(once.queries))).toEqual(answer);
    expect(answer.errors).toBeUndefined();
    const changes = plain.asked.get('budgetAtChange') ?? 0;
    expect(changes).toBeGreaterThan(300);
    // The samples are imported in one save of each table.
    const tables = once.asked.get('budgetAtChange') ?? 0;
    expect(tables).toBeLessThan(changes / 100);
    expect(once.asked.get('versions')).toBe(tables);
    expect(once.asked.get('history')).toBe(tables);
    expect(once.asked.get('projectAtChange')).toBeLessThan(changes / 5);
  });
});
