import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';
import { twoVersions } from '../support/stories/edited-sample.js';

const unit = '广州市越秀区商务局(本级)';
const of2024 = ['--unit', unit, '--year', '2024'];
let directory = '';
let budgetId = '';
let draftId = '';
let otherId = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
  const editor = ['--actor', 'editor-1', '--role', 'editor', '--unit', unit];
  await said('draft', 'open', '--name', '一上稿', ...editor);
  draftId = (await said('draft', 'list', '--json')).json().drafts[0].id;
  otherId = (await said('open', '--from', `${unit}/2024`, '--year', '2025', '--json')).json().saved.budgetId;
  const { budgets } = (await said('budgets', '--year', '2024', '--json')).json();
  budgetId = budgets[0].id;
});
afterAll(cleanUp);

const ask = (...args: string[]) => budgetLedger(directory, args);
async function said(...args: string[]) {
  const ended = await ask(...args);
  if (ended.code !== 0) throw new Error(ended.stderr);
  return ended;
}
const rows = async (...args: string[]) => (await said(...args, '--first', '20', '--json')).rows();

describe('a point of one budget', () => {
  it.each([
    ['unit and year', of2024],
    ['the year alone, of which there is one', ['--year', '2024']],
  ])('by %s reads what it reads by the id of the budget', async (_name, named) => {
    for (const list of ['changes', 'saves']) {
      for (const at of ['v1', 'v2', `draft:${draftId}`]) {
        const found = await rows(list, ...named, '--at', at);
        expect(found.length).toBeGreaterThan(0);
        const byId = await rows(list, '--budget', budgetId, '--at', at);
        const plain = (each: any) => ({ ...each, cursor: '' });
        expect(found.map(plain)).toEqual(byId.map(plain));
      }
    }
    expect((await rows('saves', ...named, '--at', 'v1')).map(({ version }) => version)).toEqual([1]);
  });

  it('shows the one budget in the list of budgets', async () => {
    for (const named of [of2024, ['--year', '2024'], ['--budget', budgetId]]) {
      for (const [at, version] of [['v1', 1] as const, ['v2', 2] as const, ['draft:一上稿', 0] as const]) {
        const { budgets } = (await said('budgets', ...named, '--at', at, '--json')).json();
        expect(budgets).toMatchObject([{ id: budgetId, basis: { version } }]);
      }
    }
  });

  it('needs none to be named where a draft says which it is, or the id of an event stands for the whole ledger', async () => {
    const byDraft = await rows('saves', '--at', `draft:${draftId}`);
    expect(byDraft.every((save) => save.budgetId === budgetId)).toBe(true);
    const [first] = await rows('changes', '--budget', budgetId, '--at', 'v1');
    const { budgets } = (await said('budgets', '--at', first.eventId, '--json')).json();
    expect(budgets).toMatchObject([{ id: budgetId, basis: { version: 1 } }]);
  });

  it.each([['changes'], ['saves'], ['budgets']])('is refused in the words of the command line by %s', async (list) => {
    const several = await ask(list, '--at', 'v1');
    expect([several.code, several.stdout]).toEqual([3, '']);
    expect(several.stderr).toMatch(/^AMBIGUOUS/);
    expect(several.stderr).toContain(`--unit ${unit} --year 2025`);
    const none = await ask(list, '--unit', '没有', '--at', 'v1');
    expect([none.code, none.stderr.startsWith('NOT_FOUND')]).toEqual([3, true]);
    for (const { stderr } of [several, none]) expect(stderr).not.toContain('filter');
  });

  it('is none of several budgets', async () => {
    const ended = await ask('budgets', '--budget', budgetId, '--budget', otherId, '--at', 'v1');
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain('--budget');
  });
});

describe('a list in which nothing is', () => {
  it.each([[['budgets']], [['changes']], [['saves']], [['changes', '--edited-more-than', '0']]])(
    'says so beside standard output, and ends well: %j',
    async (list) => {
      const ended = await ask(...list, '--unit', '没有');
      expect([ended.code, ended.stdout]).toEqual([0, '']);
      expect(ended.stderr).toMatch(/没有符合的.* (No budget|Nothing) match/);
      expect((await ask(...list, '--unit', '没有', '--json')).stderr).toBe('');
    },
  );
});
