import { afterAll, describe, expect, it } from '@jest/globals';
import type { BudgetEdit } from '../../events/budget/budget.commands.js';
import { openLedger } from '../../src/compose.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import { budgetLedger } from '../support/processes/command-line.js';
import { accepted } from '../support/random/drafting.js';
import { approved, twoProjects } from '../support/stories/two-projects.js';
import { configOf } from '../support/ledgers/pair.js';

const folder = openFolder();
afterAll(() => folder.leave());

describe('a merge at the command line', () => {
  it('tells rows of one name by row, and what of a withdrawn row was made, and is chosen about by either name', async () => {
    const directory = folder.directory();
    const opening = openLedger(configOf(directory), { write: true, projector: 'here' });
    const ledger = folder.closing(await opening);
    const made = await twoProjects(ledger);
    const { own, edit } = made;
    const indicator = { indicatorId: own('指标'), level2: '11', name: '数量', cycleTarget: '≥1', annualTarget: '≥1' };
    accepted(await edit(null, { type: 'AddIndicator', projectId: own('乙'), ...indicator }));
    const adding = (id: string): BudgetEdit => ({
      type: 'AddProject',
      projectId: own(id),
      fundUserId: own('user'),
      name: '新项目',
      goal: '',
      funding: {},
      indicators: [],
    });
    const draftId = await approved(made, adding('草案的'), { type: 'WithdrawProject', projectId: own('乙') });
    accepted(await edit(null, adding('预算的'), made.raise('乙', '250')));
    accepted(await edit(null, { type: 'WithdrawIndicator', indicatorId: own('指标') }));

    const promote = (...args: string[]) => budgetLedger(directory, ['draft', 'promote', draftId, '--preview', ...args]);
    const { stdout } = await promote();
    const lines = stdout.split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(stdout).toMatch(/^我方为预算，对方为草案，冲突 2 处：\n/);
    expect(lines).toContainEqual(['乙（去留）', '财政拨款', '200', '250', 'editor-1', 'editor-1', own('乙')]);
    expect(lines).toContainEqual(['数量', '二级指标', '11 数量指标', 'editor-1', 'editor-1', own('指标')]);
    expect(lines).toContainEqual(['新项目（同名）', '名称', '新项目', 'editor-1', own('草案的')]);
    expect(stdout).toContain('同名“新项目”的行都将以所选一方为准');
    expect(stdout).toContain('冲突须逐一选择');

    const chosen = await promote('--choose', '乙=theirs', '--choose', '新项目 名称=ours', '--json');
    expect(chosen.stderr).toBe('');
    expect(chosen.json()).toMatchObject({
      changesHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      conflicts: [
        { choice: 'THEIRS' },
        { kind: 'SAME_NAME', choice: 'OURS', entityIds: [own('草案的'), own('预算的')] },
      ],
    });
  });
});
