import { expect, it } from '@jest/globals';
import { readNode } from '../../../projections/content/tree.js';
import type { Caller } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { openLedger } from '../../../src/compose.js';
import { readConfig } from '../../../src/config.js';
import { importSamples } from '../../../src/first-start.js';
import { startMongoWire } from '../../support/engines/mongo-wire.js';
import { mongoPlaceFor, onMongo } from '../../support/engines/mongo-databases.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { dataOf, serving } from '../../support/ledgers/serving.js';

/** The sample's ledger behind a server that has read nothing yet and reaches MongoDB through the wire. */
async function servedOver(folder: ScratchFolder) {
  const directory = folder.directory();
  const { url, database } = mongoPlaceFor(directory);
  const config = (server: string) => readConfig({ DATA_DIR: directory, READ_MODEL: placed(server, database) });
  const writing = folder.closing(await openLedger(config(url), { write: true, projector: 'here' }));
  await importSamples(writing.services.commands);
  await writing.readModel.reached(await writing.store.head(), 60_000);
  const head = await writing.store.head();
  const [budget] = (await writing.readModel.budgets({}, 'PLACE_ASC', head, { first: 1, after: null })).rows;
  await folder.close(writing);
  const wire = await startMongoWire(url);
  folder.closing({ close: () => wire.stop() });
  const ledger = folder.closing(await openLedger(config(wire.url), { write: true, projector: 'elsewhere' }));
  const served = await serving(folder, ledger, { replyCacheBytes: 0 });
  return { wire, served, ledger, id: budget?.row.budget.budgetId ?? '' };
}

function placed(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

const table = `name totals { total } projects(first: 20) { nodes { ...Row } }`;
const nested = (row: string) => `
  query Nested($id: ID!) { budget(id: $id) { ${table} } }
  fragment Row on Project { ${row} }`;
const cells = nested('name funding { total } indicators { name annualTarget { text } }');
const withVersions = nested('name version indicators { name version }');

/** From the tree's root down to the documents of its rows, both counted. */
async function depthOf({ readModel, services: { queries } }: Ledger, id: string): Promise<number> {
  const budget = await queries.budget(id, { caller: viewer, at: null, head: await queries.head(null) });
  const [root = ''] = await readModel.contents([budget?.treeRoot ?? '']);
  return readNode(root).level + 2;
}

const viewer: Caller = {
  actor: { id: 'viewer', role: 'viewer', unit: null, onBehalfOf: null },
  requestId: 'looking',
};

onMongo('the nested query on MongoDB', () => {
  it('waits for the server as often as its tree is deep and three times more, twice once that is kept', () =>
    inFolder(async (folder) => {
      const { wire, served, ledger, id } = await servedOver(folder);
      const ask = (query: string) => async () => {
        const { budget } = await dataOf(await served.post(query, { variables: { id } }));
        expect(budget.projects.nodes.length).toBeGreaterThan(9);
      };
      const cold = await wire.roundTrips(ask(cells));
      expect(await wire.roundTrips(ask(cells))).toBe(2);
      expect(cold).toBe((await depthOf(ledger, id)) + 3);
      // Each row's version is asked for by its own resolver: all of them are one round trip.
      expect(await wire.roundTrips(ask(withVersions))).toBe(3);
    }));
});
