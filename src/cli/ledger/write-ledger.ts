import type { ActorOptions } from '../arguments/actor.js';
import { callerOf } from '../arguments/actor.js';
import type { Services } from '../../../services/services.js';
import { openLedger } from '../../compose.js';
import type { Config } from '../../config.js';
import { countEvents } from '../../engines/stores.js';
import type { Reader } from './read-ledger.js';
import { readerOf } from './read-ledger.js';

type Act<T> = (services: Services, reader: Reader) => Promise<T>;

/** Opens the ledger for writing, and closes it again. Where there is none, an empty one is made. */
export async function writeLedger<T>(config: Config, options: ActorOptions, act: Act<T>): Promise<T> {
  const { services, close } = await openLedger(config, { write: true, projector: 'here' });
  try {
    return await act(services, await readerOf(services.queries, callerOf(options).caller));
  } finally {
    await close();
  }
}

/** The same for what only makes sense in a ledger that exists. @throws CannotRead where there is none */
export async function writeExistingLedger<T>(config: Config, options: ActorOptions, act: Act<T>): Promise<T> {
  await countEvents(config);
  return writeLedger(config, options, act);
}
