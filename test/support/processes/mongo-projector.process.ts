import { writeSync } from 'node:fs';
import { openMongoReadModelWriter } from '../../../src/adapters/read-model/mongo/index.js';
import { writerTiming } from '../../../src/adapters/read-model/mongo/writer.js';
import { checkpointOf, saves } from '../../contracts/read-model/filled-model.js';

/** What this process says on file descriptor 3, a line each. */
export type Said = { applied: string } | { failed: string };

/** Applies the saves of the contract suite to a read model on MongoDB, one by one. */
const [url = '', database = '', beatMs = '20'] = process.argv.slice(2);
const say = (said: Said): void => void writeSync(3, `${JSON.stringify(said)}\n`);

try {
  const timing = { ...writerTiming, beatMs: Number(beatMs), lookMs: 20, silentLooks: 10 };
  const writer = await openMongoReadModelWriter({ url, database }, {}, timing);
  await writer.serve();
  for (const save of saves) {
    await writer.apply([save], [], checkpointOf([save]));
    say({ applied: save.save.lastPosition });
  }
} catch (error) {
  say({ failed: (error as Error).name });
}
process.exit(0);
