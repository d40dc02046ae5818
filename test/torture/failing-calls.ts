import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { underStrace, whyNoStrace } from '../support/processes/system-calls.js';
import { abortedBy, attempt } from './attempts.js';
import { audit } from './auditor.js';
import { officersOf } from './officers.js';
import type { Torture } from './torture.js';
import { diceOf, nothing } from './torture.js';

/** Every kind of call by which the program and its engines touch a file, with what a disk can answer to it. */
const calls: readonly [string, readonly string[]][] = [
  ['pwrite64', ['EIO', 'ENOSPC', 'EROFS']],
  ['pread64', ['EIO']],
  ['fsync,fdatasync', ['EIO', 'ENOSPC', 'EROFS']],
  ['openat', ['EIO', 'ENOSPC', 'EROFS', 'EMFILE']],
  ['ftruncate', ['EIO', 'ENOSPC', 'EROFS']],
  ['write', ['EIO', 'ENOSPC', 'EROFS']],
  ['rename,renameat2', ['EIO', 'ENOSPC', 'EROFS']],
  ['unlink', ['EIO', 'EROFS']],
  ['fallocate', ['EIO', 'ENOSPC']],
];

/** The disk fails under the running program: at one kind of call on one file, once or from then on. */
export const failingCalls: Torture = {
  name: 'failing-calls',
  what: 'EIO, ENOSPC, EROFS or EMFILE at one kind of call on one file, from some moment on, then a restart',
  missing: whyNoStrace,
  async round(seed) {
    const dice = diceOf(seed);
    const found = nothing();
    const directory = temporaryDirectory();
    const first = await startLedger(directory);
    const officers = await officersOf(first, `fault-${seed}`);
    await officers.edit(first, 8);
    await first.stop();

    const [kind, errors] = calls[dice(calls.length)] ?? ['pwrite64', ['EIO']];
    const error = errors[dice(errors.length)] ?? 'EIO';
    const files = filesBelow(directory);
    const file = files[dice(files.length)] ?? '';
    const when = `${1 + dice(40)}${dice(3) === 0 ? '' : '+'}`;
    const inject = `${kind}:error=${error}:when=${when}`;
    const log = join(temporaryDirectory(), 'strace.log');
    const failing = underStrace({ log, calls: kind.split(','), file, inject });
    const under = `${inject} on ${file.slice(directory.length + 1)}`;

    const broken = await attempt(directory, {}, failing);
    if (broken.is === 'ABORTED') found.aborted.push(`${under}: ${broken.said}`);
    if (broken.is === 'SERVING') {
      const over = new AbortController();
      const edited = officers.edit(broken.ledger, 40, over.signal);
      await Promise.race([edited, wait(2_000, undefined, { ref: false })]);
      over.abort();
      found.aborted.push(...abortedBy(broken.ledger).map((how) => `${under}: ${how}`));
      await broken.ledger.kill();
      await edited;
    }
    const again = await startLedger(directory);
    await officers.askAgain(again);
    const audited = await audit(again, officers.errands, dice);
    await again.kill();
    const named = (all: readonly string[]) => all.map((each) => `${under}: ${each}`);
    return {
      lost: named(audited.lost),
      doubled: named(audited.doubled),
      silent: named(audited.silent),
      aborted: [...found.aborted, ...named(audited.aborted)],
    };
  },
};

/** What the ledger consists of, with the logs that its engines make while it runs. */
function filesBelow(directory: string): string[] {
  const names = readdirSync(directory, { recursive: true }).map(String);
  const databases = names.filter((name) => name.endsWith('.db'));
  return databases.flatMap((name) => ['', '-wal', '-shm'].map((suffix) => join(directory, name + suffix)));
}
