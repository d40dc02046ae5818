import { budgetLedger } from './command-line.js';

/** Number of saves, and the hash of the newest table. */
export async function stateOf(place: string): Promise<string> {
  await budgetLedger(place, ['rebuild']);
  const { basis, contentHash } = (await budgetLedger(place, ['export', '--json'])).json();
  return `${basis.version} ${contentHash}`;
}
