import { expect, it } from '@jest/globals';
import type { Db, Document, Filter, FindCursor, FindOptions, WithId } from 'mongodb';
import { openMongoActorDirectory } from '../../../src/adapters/actor-directory/mongo/actor-directory.js';
import type { ActorDirectory } from '../../../src/ports/actor-directory.js';
import { connect } from '../../../src/adapters/read-model/mongo/index.js';
import { StoreUnavailable } from '../../../src/ports/event-store.js';
import { connectTo, isFerretDb, onMongo } from '../../support/engines/mongo-databases.js';
import { startProxiedMongo } from '../../support/engines/proxied-mongo.js';
import { useFolder } from '../../support/ledgers/scratch-folder.js';
import { eventually } from '../../support/processes/eventually.js';
import { unless } from '../../support/skipping.js';

/** Of two updates of one document that come at once, FerretDB loses one and acknowledges both. */
const whyNotAtOnce = (await isFerretDb()) ? 'FerretDB loses updates' : null;

onMongo('names in MongoDB, between processes', () => {
  const { directory, closing } = useFolder();

  async function openTwo(): Promise<{ one: ActorDirectory; other: ActorDirectory }> {
    const place = directory();
    const open = async () => closing(await openMongoActorDirectory(await connectTo(place)));
    return { one: await open(), other: await open() };
  }

  it('forgets within five seconds a name that another process erased, and what was answered with it', async () => {
    const { one, other } = await openTwo();
    await one.remember('auditor-1', '审计一');
    await eventually(async () => (await other.nameOf('auditor-1')) === '审计一');
    const answeredAt = other.revision();
    const started = performance.now();

    await one.erase('auditor-1');

    await eventually(async () => other.revision() !== answeredAt);
    expect(await other.nameOf('auditor-1')).toBeNull();
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('tells no name that may have been erased while the server cannot be asked, and goes on when it is back', async () => {
    const place = directory();
    const { proxy, spoilt } = await startProxiedMongo(place);
    closing({ close: () => proxy.stop() });
    const cutOff = closing(await openMongoActorDirectory(await connect(spoilt)));
    const other = closing(await openMongoActorDirectory(await connectTo(place)));
    await cutOff.remember('auditor-1', '审计一');
    await proxy.away();
    await eventually(async () => (await other.nameOf('auditor-1')) === '审计一');
    await other.erase('auditor-1');

    await eventually(async () => cutOff.revision() === null);
    await expect(cutOff.nameOf('auditor-1')).rejects.toThrow(StoreUnavailable);

    await proxy.back();
    await eventually(async () => cutOff.revision() !== null);
    expect(await cutOff.nameOf('auditor-1')).toBeNull();
  });

  it('looks once for all who ask while the server is away, so that they are told soon', async () => {
    const { proxy, spoilt } = await startProxiedMongo(directory());
    closing({ close: () => proxy.stop() });
    const connection = await connect({ ...spoilt, url: `${spoilt.url}&serverSelectionTimeoutMS=200` });
    const looks = countFinds(connection);
    const cutOff = closing(await openMongoActorDirectory(connection));
    await proxy.away();
    await eventually(async () => cutOff.revision() === null);
    const before = looks();

    const answers = await Promise.allSettled(Array.from({ length: 100 }, (_, n) => cutOff.nameOf(`actor-${n}`)));

    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    // Theirs, and that which was under way.
    expect(looks() - before).toBeLessThanOrEqual(2);
  });

  unless(
    whyNotAtOnce,
    'names that two processes remember at once',
    it,
  )('keeps what two processes remember at once', async () => {
    const { one, other } = await openTwo();
    const ids = Array.from({ length: 100 }, (_, n) => `actor-${n}`);

    await Promise.all(ids.map((id, n) => (n % 2 === 0 ? one : other).remember(id, `姓名${n}`)));

    const expected = ids.map((_, n) => `姓名${n}`);
    for (const each of [one, other])
      await eventually(async () => String(await Promise.all(ids.map((id) => each.nameOf(id)))) === String(expected));
  });
});

/** How often the collection of the names has been asked so far. */
function countFinds({ database }: { database: Db }): () => number {
  const names = database.collection('actor_names');
  const find = names.find.bind(names) as (
    filter: Filter<Document>,
    options?: FindOptions,
  ) => FindCursor<WithId<Document>>;
  let finds = 0;
  names.find = (filter: Filter<Document> = {}, options?: FindOptions) => {
    finds += 1;
    return find(filter, options);
  };
  database.collection = (() => names) as unknown as Db['collection'];
  return () => finds;
}
