import { EndedEarly, startLedger } from '../support/processes/running-ledger.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import type { Findings } from './torture.js';

/** How a start on a ledger that was treated badly came out. */
export type Attempt =
  | { is: 'SERVING'; ledger: RunningLedger }
  /** It said why, and ended. */
  | { is: 'REFUSED'; said: string }
  /** It ended, and said nothing that helps. */
  | { is: 'ABORTED'; said: string };

/** A refusal has a sentence of the program, not only a stack of some library; it ends with an exit code of the documented ones. */
export async function attempt(
  directory: string,
  environment: Record<string, string> = {},
  under: readonly string[] = [],
): Promise<Attempt> {
  try {
    return { is: 'SERVING', ledger: await startLedger(directory, environment, under) };
  } catch (error) {
    if (!(error instanceof EndedEarly)) throw error;
    const said = error.log.join('\n');
    const isRefusal = error.code !== null && error.code !== 0 && error.code < 64 && /[一-鿿]/.test(said);
    return { is: isRefusal ? 'REFUSED' : 'ABORTED', said: `${error.code ?? error.signal}: ${said}` };
  }
}

/** A process that ends by a signal that nobody here has sent has aborted. */
export function abortedBy({ process: { exitCode, signalCode } }: RunningLedger): Findings['aborted'] {
  if (signalCode === null || signalCode === 'SIGKILL' || signalCode === 'SIGTERM') return [];
  return [`ended with ${exitCode ?? signalCode}`];
}
