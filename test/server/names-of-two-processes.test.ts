import { expect, it } from '@jest/globals';
import { openMongoActorDirectory } from '../../src/adapters/actor-directory/mongo/actor-directory.js';
import { createQueries } from '../../src/app/queries/queries.js';
import type { Ledger } from '../../src/compose.js';
import { connectTo, onMongo } from '../support/engines/mongo-databases.js';
import { ledgerIn } from '../support/ledgers/ledger.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';
import type { Served } from '../support/ledgers/serving.js';
import { dataOf, serving } from '../support/ledgers/serving.js';

const question = '{ viewer { actor { personId name } } }';
const reviewer = { 'x-actor-id': 'reviewer-1' };

onMongo('the kept answers of two processes', () => {
  const folder = useFolder();

  /** What a process of its own has: a directory of names, queries that ask it, and answers that it keeps. */
  async function processOn(ledger: Ledger, names: string) {
    const directory = folder.closing(await openMongoActorDirectory(await connectTo(names)));
    const { readModel, store: events } = ledger;
    const queries = createQueries({ readModel, events, directory, now: Date.now });
    return {
      directory,
      ...(await serving(folder, { ...ledger, directory, services: { ...ledger.services, queries } })),
    };
  }

  it('tell no name any more within five seconds of its erasure in the other one', async () => {
    const ledger = await ledgerIn(folder);
    const names = folder.directory();
    const one = await processOn(ledger, names);
    const other = await processOn(ledger, names);
    const ask = async () => (await dataOf(await other.post(question, { headers: reviewer }))).viewer.actor.name;
    await one.post(question, { headers: { ...reviewer, 'x-actor-name': encodeURIComponent('复核一') } });
    while ((await ask()) !== '复核一');
    const keptBefore = await kept(other);
    await ask();
    expect(await kept(other)).toBeGreaterThan(keptBefore);

    await one.directory.erase('reviewer-1');
    const erased = performance.now();
    while ((await ask()) !== null);

    expect(performance.now() - erased).toBeLessThan(5_000);
  });
});

/** How many questions were answered from what was kept. */
async function kept({ metrics }: Pick<Served, 'metrics'>): Promise<number> {
  const all = [...(await metrics())].filter(
    ([series]) => series.includes('answer="kept"') && series.includes('_count'),
  );
  return all.reduce((sum, [, count]) => sum + count, 0);
}
