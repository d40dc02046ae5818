import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleUnit } from '../support/clients/mutate.js';
import { budgetId } from '../support/clients/reverting.js';
import { budgetLedger } from '../support/processes/command-line.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';
import { sampleFile, sampleYear } from '../support/stories/edited-sample.js';

let directory = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await done('import', sampleFile, ...sampleYear);
  await done('draft', 'open', '--name', '一上稿');
  await done('draft', 'open', '--name', '另稿');
});
afterAll(cleanUp);

async function ask(...args: string[]) {
  const { code, stdout, stderr } = await budgetLedger(directory, [...args, '--json']);
  const lines = stdout.split('\n').filter((line) => line !== '');
  const error = stderr === '' ? undefined : JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error;
  return { code, said: lines.map((line) => JSON.parse(line)), error };
}
const done = async (...args: string[]) => {
  const { code, said, error } = await ask(...args);
  expect({ args, code, error }).toEqual({ args, code: 0, error: undefined });
  return said;
};

/** Who made each save, the newest first. */
const actors = async () => (await done('history', '--versions')).map(({ actor }) => actor as object);

/** Every command that records what an editor may, and every look at what it would record. */
const commands = [
  ['import', sampleFile, ...sampleYear],
  ['import', sampleFile, ...sampleYear, '--dry-run'],
  ['import', sampleFile, ...sampleYear, '--draft', '一上稿', '--dry-run'],
  ['import', sampleFile, ...sampleYear.with(1, '2026'), '--dry-run'],
  ['open', '--from', budgetId, '--year', '2027'],
  ['revert', '--table', '--to', 'v1'],
  ['revert', '--table', '--to', 'v1', '--dry-run'],
  ['revert', '--table', '--to', 'v0', '--draft', '一上稿', '--dry-run'],
  ['annotate', 'v1', '--document', '越财〔2024〕9号'],
  ['draft', 'open', '--name', '二上稿'],
  ['draft', 'submit', '一上稿'],
  ['draft', 'refresh', '一上稿', '--preview'],
  ['draft', 'refresh', '一上稿'],
  ['draft', 'discard', '另稿', '--reason', '不再需要'],
].map((command) => [command] as const);

describe('what an editor may do', () => {
  it.each(commands)('is refused to one of no unit, also where nothing would be recorded: %j', async (command) => {
    expect(await ask(...command, '--role', 'editor')).toMatchObject({ code: 4, error: { code: 'FORBIDDEN' } });
  });

  it('is done by an editor who says their unit, which is recorded, as is for whom they act', async () => {
    const who = ['--actor', 'unit-1', '--role', 'editor', '--on-behalf-of', 'head-1'];
    await done('annotate', 'v1', '--document', '越财〔2024〕9号', ...who, '--unit', sampleUnit);
    await done('annotate', 'v1', '--document', '越财〔2024〕10号', ...who, '--actor-unit', sampleUnit);
    expect(await actors()).toEqual([
      { id: 'unit-1', role: 'editor', unit: sampleUnit, onBehalfOf: 'head-1' },
      { id: 'unit-1', role: 'editor', unit: sampleUnit, onBehalfOf: 'head-1' },
      { id: 'local-operator', role: 'admin', unit: null, onBehalfOf: null },
    ]);
  });

  it('is done elsewhere by finance, whose unit is not that of the budget that they name', async () => {
    await done('annotate', 'v1', '--reason', '更正', '--role', 'finance', '--unit', sampleUnit);
    expect((await actors())[0]).toMatchObject({ role: 'finance', unit: null });
  });
});

describe('a look at a promotion', () => {
  it('says that who looks may not promote', async () => {
    const [{ blockers }] = await done('draft', 'promote', '一上稿', '--preview', '--role', 'viewer');
    expect(blockers).toMatchObject([{ code: 'FORBIDDEN' }]);
  });
});
