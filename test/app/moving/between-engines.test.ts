import { describe, expect, it } from '@jest/globals';
import type { Config } from '../../../src/config.js';
import { readConfig } from '../../../src/config.js';
import { openEventReader } from '../../../src/engines/stores.js';
import { useKurrentLedgers } from '../../support/engines/kurrent-ledgers.js';
import { mongoPlaceFor, onMongo } from '../../support/engines/mongo-databases.js';
import { answersOf, dumped, eventsOf, load, recordedLedger } from '../../support/ledgers/moved-ledger.js';
import { useFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../../support/random/history.js';
import { withDrafts } from '../../support/stories/drafted-history.js';

const history = withDrafts(sampleHistory({ budgets: 3, saves: 20 }, 7));
const folder = useFolder();
const kurrent = useKurrentLedgers();

const embedded = () => readConfig({ DATA_DIR: folder.directory() });
const onKurrent = (): Config => {
  const config = embedded();
  return { ...config, eventStore: kurrent.ledgerOf(config.dataDirectory) };
};
const onMongoAsWell = (config: Config): Config => {
  return { ...config, readModel: { scheme: 'mongodb', ...mongoPlaceFor(config.dataDirectory) } };
};

async function headOf(config: Config): Promise<string> {
  const events = await openEventReader(config);
  return events.head().finally(() => events.close());
}

/** Moves a ledger there and back, and looks at both. */
async function moveThereAndBack(there: Config): Promise<void> {
  const from = await recordedLedger(folder, history);
  const back = embedded();
  const tables = new Set(history.flatMap(({ events }) => events.map(({ stream }) => stream)));
  const whole = { appended: history.flatMap(({ events }) => events).length, compared: tables.size };
  expect(await load(there, await dumped(folder, from))).toMatchObject(whole);
  expect(await eventsOf(there)).toEqual(await eventsOf(from));
  expect(await answersOf(there, history)).toEqual(await answersOf(from, history));
  expect(await load(back, await dumped(folder, there))).toMatchObject(whole);
  expect(await eventsOf(back)).toEqual(await eventsOf(from));
  expect(await answersOf(back, history)).toEqual(await answersOf(from, history));
}

describe('a ledger that is moved to KurrentDB and back', () => {
  it('has the same events in the same order at other positions, and answers the same', async () => {
    const there = onKurrent();
    await moveThereAndBack(there);
    expect(await headOf(there)).not.toMatch(/^\d{16}$/);
  });
});

onMongo('a ledger whose views are moved to MongoDB and back', () => {
  it('answers the same, beside an event store in SQLite', () => moveThereAndBack(onMongoAsWell(embedded())));
  it('answers the same, beside an event store in KurrentDB', () => moveThereAndBack(onMongoAsWell(onKurrent())));
});
