import { expect, it } from '@jest/globals';
import { openMongoReadModel, openMongoReadModelWriter } from '../../../../src/adapters/read-model/mongo/index.js';
import { StoreUnavailable } from '../../../../src/ports/event-store.js';
import { applyAll, checkpointOf, saves } from '../../../contracts/read-model/filled-model.js';
import { mongoPlaceFor, onMongo } from '../../../support/engines/mongo-databases.js';
import { inFolder } from '../../../support/ledgers/scratch-folder.js';
import { startTcpProxy } from '../../../support/processes/tcp-proxy.js';

const half = saves.slice(0, 20);
const next = saves.slice(20, 25);

/** So that silence is noticed within a test. */
const impatient = '?serverSelectionTimeoutMS=2000&connectTimeoutMS=2000&heartbeatFrequencyMS=1000';

onMongo('MongoDB away', () => {
  it.each(['ends its connections', 'falls silent on open connections'])(
    'when it %s, nothing wrong is answered, and all goes on by itself when it is back',
    (fault) =>
      inFolder(async (folder) => {
        const place = mongoPlaceFor(folder.directory());
        const { hostname: host, port } = new URL(place.url);
        const proxy = await startTcpProxy({ host, port: Number(port) });
        const through = { ...place, url: `mongodb://127.0.0.1:${proxy.port}/${impatient}` };
        const writer = folder.closing(await openMongoReadModelWriter(through));
        await applyAll(writer, half);
        await writer.serve();
        const reader = folder.closing(await openMongoReadModel(through));
        const { position } = checkpointOf(half);
        const later = checkpointOf(next).position;
        const waiting = reader.reached(later, 3_600_000);
        const advancing = reader.advanced(position, new AbortController().signal);
        const isSilent = fault.startsWith('falls');
        if (isSilent) proxy.stall();
        else await proxy.away();

        const asked = [
          reader.status(),
          reader.lastSave(position),
          reader.contents([half[0]?.save.contentHash ?? '']),
          writer.apply(next, [], checkpointOf(next)),
        ];
        await Promise.all(asked.map((asking) => expect(asking).rejects.toBeInstanceOf(StoreUnavailable)));
        expect(await reader.reached(later, 50)).toBe(false);

        if (isSilent) proxy.resume();
        else await proxy.back();
        await writer.apply(next, [], checkpointOf(next));
        expect(await waiting).toBe(true);
        await advancing;
        expect(await reader.status()).toEqual({ ...checkpointOf(next), halt: null });
        expect(await reader.lastSave(later)).toEqual(next.at(-1)?.save);
        await folder.leave();
        await proxy.stop();
      }),
  );
});
