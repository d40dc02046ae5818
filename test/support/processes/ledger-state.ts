import { budgetLedger } from './command-line.js';

/** Number of saves, and the hash of the newest table. */
export async function stateOf(folder: string): Promise<string> {
  await budgetLedger(folder, ['rebuild']);
  const { basis, contentHash } = (await budgetLedger(folder, ['export', '--json'])).json<{
    basis: { version: number };
    contentHash: string;
  }>();
  return `${basis.version} ${contentHash}`;
}
