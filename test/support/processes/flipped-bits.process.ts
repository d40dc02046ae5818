/**
 * Opens copies of a closed ledger, each with one bit of one file flipped, and says what it answers. A process of its own,
 * because a driver that ends the process at damaged bytes is one of the things that are looked for. Run with the plan, as JSON.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeStored } from '../../../src/app/stored-event.js';
import { openLedger } from '../../../src/compose.js';
import { readConfig } from '../../../src/config.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import type { RowIds } from '../oracles/all-answers.js';
import { allAnswers } from '../oracles/all-answers.js';

export interface Flip {
  file: string;
  byte: number;
  bit: number;
}

export interface FlipsPlan {
  directory: string;
  /** Whether nobody says how the files were closed, as after a kill. */
  isKilled: boolean;
  ids: RowIds;
  flips: Flip[];
}

export type FlipSaid = { flip: Flip | null } & ({ answers: string } | { refused: string });

const [plan = ''] = process.argv.slice(2);
const { directory, isKilled, ids, flips } = JSON.parse(plan) as FlipsPlan;

/** The hash of everything that it answers, and of every event. */
async function answersOf(folder: string): Promise<string> {
  const ledger = await openLedger(readConfig({ DATA_DIR: folder }), { write: true, projector: 'here' });
  try {
    const events = (await ledger.store.readAll(ledgerStart, 100_000)).map(decodeStored);
    const answers = await allAnswers(ledger.readModel, ids, []);
    const names = await Promise.all(['finance', 'auditor-1'].map((id) => ledger.directory.nameOf(id)));
    return createHash('sha256')
      .update(JSON.stringify([events, answers, names]))
      .digest('hex');
  } finally {
    await ledger.close();
  }
}

for (const flip of [null, ...flips]) {
  const folder = mkdtempSync(join(tmpdir(), 'budget-ledger-flipped-'));
  let said: FlipSaid;
  try {
    cpSync(directory, folder, { recursive: true, filter: (path) => !(isKilled && path.endsWith('.closed')) });
    if (flip !== null) {
      const bytes = readFileSync(join(folder, flip.file));
      bytes[flip.byte] = (bytes[flip.byte] ?? 0) ^ (1 << flip.bit);
      writeFileSync(join(folder, flip.file), bytes);
    }
    said = { flip, answers: await answersOf(folder) };
  } catch (error) {
    const { message, messageEn = message } = error as { message: string; messageEn?: string };
    said = { flip, refused: messageEn };
  }
  writeSync(3, `${JSON.stringify(said)}\n`);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
