import { parseArgs } from 'node:util';
import { cleanUp } from '../support/processes/running-ledger.js';
import { tortures } from './tortures.js';
import type { Findings, Torture } from './torture.js';
import { together } from './torture.js';

/**
 * `npm run torture -- [--minutes 5] [--seed 1] [kind …]`: treats ledgers badly in every way, or in those named, in turns
 * until the minutes are over, and prints what was found. Exits with 1 if that is anything.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
});
const unknown = positionals.filter((name) => tortures.every((torture) => torture.name !== name));
const minutes = Number(values.minutes);
const seed = Number(values.seed);
if (unknown.length > 0 || !(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error(
    `Give minutes above 0, a whole number as seed, and any of: ${tortures.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

interface Tried {
  torture: Torture;
  rounds: number;
  findings: Findings;
}

const wanted = tortures.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const possible = wanted.filter(({ name, missing }) => {
  const reason = missing();
  if (reason !== null) console.error(`skipped: ${name} (${reason})`);
  return reason === null;
});
const tried: Tried[] = possible.map((torture) => ({ torture, rounds: 0, findings: together([]) }));
const until = Date.now() + minutes * 60_000;
for (let turn = 0; turn === 0 || Date.now() < until; turn += 1) {
  for (const each of tried) {
    if (turn > 0 && Date.now() >= until) break;
    const findings = await each.torture.round(seed + turn);
    each.rounds += 1;
    each.findings = together([each.findings, findings]);
    for (const [kind, all] of Object.entries(findings) as [keyof Findings, string[]][])
      for (const each of all) console.error(`${kind}: ${each}`);
    await cleanUp();
  }
}

console.log('| treated by | rounds | lost | doubled | silent | aborted | |\n|---|---|---|---|---|---|---|');
for (const { torture, rounds, findings } of tried) {
  const { lost, doubled, silent, aborted } = findings;
  const counts = [lost, doubled, silent, aborted].map(({ length }) => length);
  console.log(`| ${[torture.name, rounds, ...counts, torture.what].join(' | ')} |`);
  if (counts.some((count) => count > 0)) process.exitCode = 1;
}
process.exit();
