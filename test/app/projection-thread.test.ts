import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ProjectorState } from '../../src/app/projector/projector-state.js';
import { gatherFaults } from '../../src/faults.js';
import { startProjectionThread } from '../../src/projection-thread.js';
import { configOf } from '../support/ledgers/pair.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';
import { eventually } from '../support/processes/eventually.js';

const folder = useFolder();
const script = new URL('../support/processes/ending-projector.worker.js', import.meta.url);

async function startEnding(...whys: string[]) {
  const file = join(folder.directory(), 'endings');
  writeFileSync(file, whys.join('\n'));
  const projections = await startProjectionThread({ ...configOf(folder.directory()), dataDirectory: file }, script);
  return folder.closing({ ...projections, close: () => projections.stop() });
}

describe('a projector whose thread ends by an error', () => {
  it('is started again each time, says why it had ended, and each is counted and told', async () => {
    const projections = await startEnding('the first fault', 'the second fault');
    const faults = gatherFaults(null, projections);
    const told: string[] = [];
    faults.watch(({ said }) => told.push(said.en));
    const states: ProjectorState['is'][] = [];
    projections.watch(({ is }) => states.push(is));

    await eventually(async () => states.filter((is) => is === 'LEADING').length === 2);
    expect(told).toEqual([expect.stringContaining('the first fault'), expect.stringContaining('the second fault')]);
    expect(faults.count('views', 'STOPPED')).toBe(2);
    expect(projections.reopened()).toBe(2);
    expect(projections.state()).toEqual({ is: 'LEADING' });
  });

  it('is stopped at once while it waits to be started again', async () => {
    const projections = await startEnding(...Array.from({ length: 9 }, () => 'again'));
    await eventually(async () => projections.state().is === 'WAITING');
    await projections.stop();
    expect(projections.state().is).toBe('WAITING');
  });
});
