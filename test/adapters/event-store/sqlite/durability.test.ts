import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Moment } from '../../../support/processes/system-calls.js';
import { momentsIn, underStrace, whyNoStrace } from '../../../support/processes/system-calls.js';
import { useFolder } from '../../../support/ledgers/scratch-folder.js';
import { saidOf, startAppender } from './appender.js';
import { unless } from '../../../support/skipping.js';

const traced = unless(whyNoStrace(), 'what reaches the disk, and when', it);

const calls = ['write', 'pwrite64', 'writev', 'pwritev', 'fsync', 'fdatasync'];
const syncs = ['fsync', 'fdatasync'];

/**
 * The story of a trace: `written` (bytes of the log have been given to the system), `synced` (a sync that began after
 * the last of them has come back), `ack` (an acknowledgement leaves). Repeats of the first two are told once.
 */
function storyOf(moments: readonly Moment[], log: string): string {
  const story: string[] = [];
  let writes = 0;
  let writesAtSync = -1;
  for (const { call, file, text, result } of moments) {
    const begins = result === null;
    if (file === log && !syncs.includes(call) && begins) {
      writes += 1;
      if (story.at(-1) !== 'written') story.push('written');
    }
    if (file === log && syncs.includes(call) && begins) writesAtSync = writes;
    if (file === log && syncs.includes(call) && result === '0' && writesAtSync === writes && story.at(-1) === 'written')
      story.push('synced');
    if (call === 'write' && begins && text.includes('acknowledged')) story.push('ack');
  }
  return story.join(' ');
}

describe('an acknowledgement', () => {
  const scratch = useFolder();

  traced.each([
    ['saves one by one', [1, 1, 1, 1, 1]],
    // No more at once than the writer is handed together: then an acknowledgement cannot meet the bytes of a later commit.
    ['saves that share a commit', [1, 16, 1, 12]],
  ])('leaves only when the bytes of the log have been synced: %s', async (_, bursts) => {
    const folder = scratch.directory();
    const trace = join(folder, 'strace.log');
    const appender = startAppender(scratch, folder, { bursts }, underStrace({ log: trace, calls }));

    expect(await appender.ended).toBe(0);

    const saves = bursts.reduce((sum, size) => sum + size);
    expect(saidOf(appender, 'acknowledged')).toHaveLength(saves);
    const story = storyOf(momentsIn(trace), join(folder, 'events.db-wal'));
    const acknowledged = bursts.map((size) => `(written synced )+${'ack ?'.repeat(size)}`).join('');
    expect(story).toMatch(new RegExp(`^${acknowledged}(written synced ?)*$`));
  });

  traced('leaves only when the name of the new log has been synced as well', async () => {
    const folder = scratch.directory();
    const trace = join(folder, 'strace.log');
    const appender = startAppender(scratch, folder, { bursts: [1] }, underStrace({ log: trace, calls }));

    expect(await appender.ended).toBe(0);

    const moments = momentsIn(trace);
    const made = moments.findIndex(({ file }) => file === join(folder, 'events.db-wal'));
    const acknowledged = moments.findIndex(({ call, text }) => call === 'write' && text.includes('acknowledged'));
    const between = moments.slice(made, acknowledged);
    expect(made).toBeGreaterThanOrEqual(0);
    expect(
      between.filter(({ call, file, result }) => syncs.includes(call) && file === folder && result === '0'),
    ).not.toEqual([]);
  });
});
