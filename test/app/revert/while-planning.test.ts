import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import type { Commands, RevertWhat } from '../../../services/services.js';
import { commandLanes } from '../../../src/app/command-lanes.js';
import { commandOutcomes } from '../../../src/app/command-outcomes.js';
import { createCommands } from '../../../src/app/commands.js';
import type { Ledger } from '../../../src/compose.js';
import { ledgerIn, request } from '../../support/ledgers/ledger.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';

const fundUserId = 'fund-user';
const projectId = 'project';
const other = 'other';
const addProject = (id: string): BudgetEdit => {
  return { type: 'AddProject', projectId: id, fundUserId, name: id, funding: {}, goal: '一', indicators: [] };
};
const goal = (text: string, id = projectId): BudgetEdit => ({ type: 'ReviseGoal', projectId: id, goal: text });

let folder: ScratchFolder;
let ledger: Ledger;
let commands: Commands;
let budgetId: string;
/** What somebody else does while a revert is being planned: after the read model was read, before it is decided. */
let meanwhile: () => Promise<unknown>;

beforeEach(async () => {
  folder = openFolder();
  ledger = await ledgerIn(folder);
  const { store, readModel } = ledger;
  const outcomes = commandOutcomes(ledger);
  const beside = async <Answer>(read: Promise<Answer>): Promise<Answer> => {
    const answer = await read;
    await meanwhile();
    return answer;
  };
  const tools = { store, outcomes, newId: randomUUID, now: () => new Date().toISOString() };
  commands = createCommands({
    rules: usualRules,
    ...tools,
    lanes: commandLanes({ ...tools, readModel }),
    readModel: {
      ...readModel,
      lastChanges: (...of) => beside(readModel.lastChanges(...of)),
      contents: (...of) => beside(readModel.contents(...of)),
    },
  });
  meanwhile = () => Promise.resolve();
  const opens = { unitKey: '甲局', name: '甲局', fiscalYear: 2025, taxonomy: 'cn-2020' };
  const opened = await commands.openBudget({ ...request(), ...opens });
  budgetId = opened.refused ? '' : opened.done.budgetId;
  await edit({ type: 'AddFundUser', fundUserId, name: '本级', declared: {} }, addProject(projectId), addProject(other));
  await edit(goal('二'));
});
afterEach(() => folder.leave());

async function edit(...edits: BudgetEdit[]): Promise<void> {
  const answer = await commands.edit({ ...request(), of: { budgetId }, expectedVersion: null, edits });
  if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
}

const revert = (what: RevertWhat, dryRun = false) =>
  commands.revert({ ...request(), what, expectedVersion: null, dryRun });

/** Only the first time that something is read. */
function once(act: () => Promise<void>): () => Promise<void> {
  let done = false;
  return async () => {
    if (done) return;
    done = true;
    await act();
  };
}

const version = async () => (await ledger.readModel.saveAt(budgetId, { position: await ledger.store.head() }))?.version;

describe('what others do while a revert is planned', () => {
  it.each([false, true])('to the same cell is a conflict with what they made of it; dry run: %s', async (dryRun) => {
    meanwhile = once(() => edit(goal('三')));
    expect(await revert({ save: { budgetId, version: 3 } }, dryRun)).toMatchObject({
      refused: true,
      refusals: [
        {
          code: 'CONFLICT',
          conflict: { cell: { path: 'goal', theirs: '一', base: '二', ours: '三' } },
          message: expect.stringMatching(/的“绩效目标”后来又被“.+”于 \d{4}-\d\d-\d\d [\d:]{8}（北京时间）修改/),
          messageEn: expect.stringMatching(/The cell goal of .+ was set later by ".+" at [\d-]+T[\d:.]+Z/),
        },
      ],
    });
    expect(await version()).toBe(4);
  });

  it('to the same row but another cell stands beside what is set back', async () => {
    meanwhile = once(() => edit({ type: 'RenameProject', projectId, name: '改名' }));
    expect(await revert({ save: { budgetId, version: 3 } })).toMatchObject({ refused: false, done: { version: 5 } });
    const [row] = await ledger.readModel.projectVersions([projectId], await ledger.store.head());
    const [body = ''] = await ledger.readModel.contents([row?.hash ?? '']);
    expect(JSON.parse(body)).toMatchObject({ name: '改名', goal: '一' });
  });

  it('to another row of a table that goes back to a version is undone with the rest', async () => {
    meanwhile = once(() => edit(goal('三', other)));
    expect(await revert({ table: { budgetId, toVersion: 2 } })).toMatchObject({ done: { version: 5 } });
    const [then, now] = await Promise.all([2, 5].map((at) => ledger.readModel.saveAt(budgetId, { version: at })));
    expect(now?.contentHash).toBe(then?.contentHash);
  });

  it('again and again ends in a conflict that names what was changed last, and nothing is stored', async () => {
    let edits = 0;
    meanwhile = () => edit(goal(`第${(edits += 1)}次`, other));
    const before = (await version()) ?? 0;
    expect(await revert({ table: { budgetId, toVersion: 2 } })).toMatchObject({
      refused: true,
      refusals: [{ code: 'CONFLICT', entityId: other, conflict: { actorId: 'finance' } }],
    });
    expect(edits).toBeGreaterThan(1);
    expect(await version()).toBe(before + edits);
  });
});
