import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { draftDesk } from '../support/clients/draft-desk.js';
import type { MutationName, Project } from '../support/clients/contract.js';
import { budgetId, editorOf } from '../support/clients/reverting.js';
import { budgetLedger } from '../support/processes/command-line.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { sealingGrounds } from '../support/stories/sealing-grounds.js';

let ledger: RunningLedger;
const { as, open, ask } = draftDesk(() => ledger);
const { project, lastChange } = editorOf(() => ledger);
const cli = async (...args: string[]) => (await budgetLedger(ledger.directory, args)).stdout;

/** One document, as the command line prints it. */
interface Printed {
  columns: object[];
  rows: { entityId: string; cells: { path: string }[] }[];
}
const cliJson = async (...args: string[]) =>
  (await budgetLedger(ledger.directory, [...args, '--json'])).json<Printed>();

const wrong = (what: string) => `${what}的原理由`;
const right = (what: string) => `${what}的正确理由`;
/** As the command line prints it. */
const printed = (what: string) => `${wrong(what)}（更正：理由应为“${right(what)}”）`;
const annotations = 'annotations { correctedReason }';
const marks = (what: string) => [{ correctedReason: right(what) }];
/** What was recorded, and what shows a change, with how it was corrected. */
const marked = (what: string) => ({ reason: wrong(what), annotations: marks(what) });
const ofChange = (what: string) => ({ lastChange: { reason: wrong(what) }, annotations: marks(what) });

let first: Project;
let second: Project;
/** It collides with what was saved since it was opened. */
let colliding = '';
let promoted = '';
/** The change that a later one overwrote. */
let overwritten = '';
/** Versions of the saves, by what their reasons say. */
const versions = new Map([['导入', 1]]);

async function save(what: string, who: string, mutation: MutationName, input: object): Promise<void> {
  const { userErrors, version } = await as(who, mutation, { ...input, reason: wrong(what) });
  expect(userErrors).toEqual([]);
  versions.set(what, version);
}

/** Saves whose reasons are shown in many places, and behind all of them a correction of each. */
beforeAll(async () => {
  ledger = await startLedger();
  first = await project(1);
  second = await project(2);
  const goal = { goal: '草案中的目标' };
  ({ id: colliding } = await open('相撞稿'));
  for (const { id } of [first, second])
    await as('editor-1', 'reviseGoal', { projectId: id, ...goal, draftId: colliding });
  ({ id: promoted } = await open('并入稿'));
  const { id: third } = await project(3);
  await as('editor-1', 'reviseGoal', { projectId: third, ...goal, draftId: promoted });
  await as('editor-1', 'submitDraft', { draftId: promoted });
  await as('reviewer-1', 'approveDraft', { draftId: promoted });
  const shown = await as('reviewer-1', 'promoteDraft', { draftId: promoted, dryRun: true }, 'changesHash');

  await save('并入', 'reviewer-1', 'promoteDraft', { draftId: promoted, changesHash: shown.changesHash });
  await save('一上', 'reviewer-1', 'sealVersion', { budgetId, stage: 'FIRST_UP' });
  await save('目标', 'editor-2', 'reviseGoal', { projectId: first.id, goal: '预算中的目标' });
  ({ id: overwritten } = await lastChange(first.id, 'goal'));
  await save('再改', 'editor-2', 'reviseGoal', { projectId: first.id, goal: '预算中的目标，再改' });
  await save('撤项', 'editor-2', 'withdrawProject', { projectId: second.id });
  await save('控制数', 'finance-1', 'issueControlNumber', { budgetId, total: '21920' });
  const grounds = { ...sealingGrounds('FIRST_DOWN'), withoutControlNumber: null };
  await save('一下', 'finance-1', 'sealVersion', { budgetId, stage: 'FIRST_DOWN', ...grounds });
  await save('撤销控制数', 'finance-1', 'withdrawControlNumber', { budgetId });
  const { seal } = await as('reviewer-1', 'sealVersion', { budgetId, name: '留底' }, 'seal { id }');
  await save('撤销留底', 'reviewer-1', 'withdrawSeal', { sealId: seal.id });
  for (const [what, version] of versions) {
    const correction = { budgetId, version, correctedReason: right(what), reason: '录入有误' };
    expect((await as('finance-1', 'annotateSave', correction)).userErrors).toEqual([]);
  }
});
afterAll(cleanUp);

describe('a corrected reason is marked beside the old one', () => {
  const goalIn = <Cell extends { path: string }>(rows: readonly { entityId: string; cells: readonly Cell[] }[]) =>
    rows.find(({ entityId }) => entityId === first.id)?.cells.find(({ path }) => path === 'goal');

  it('in a comparison, of two versions from before the correction too, but not where the question is from before', async () => {
    const compare = async (to: object | null, at: object | null = null) => {
      const asked = await ask(
        `query($to: At, $at: At) { compare(from: { budgetId: "${budgetId}", at: { version: 1 } },
          to: { budgetId: "${budgetId}", at: $to }, at: $at) {
            rows(first: 50) { nodes { entityId cells { path lastChange { reason } ${annotations} } } } } }`,
        { to, at },
      );
      return goalIn(asked.compare.rows.nodes);
    };
    expect(await compare(null)).toMatchObject(ofChange('再改'));
    expect(await compare({ version: versions.get('目标') })).toMatchObject(ofChange('目标'));
    const before = await compare(null, { version: versions.get('撤销留底') });
    expect(before).toMatchObject({ lastChange: { reason: wrong('再改') }, annotations: [] });
    expect(await cli('compare', 'v1')).toContain(printed('再改'));
    expect(goalIn((await cliJson('compare', 'v1')).rows)).toMatchObject(ofChange('再改'));
  });

  it('in the stages side by side, of the control number in force at each, and of their seals', async () => {
    const of = `reason ${annotations}`;
    const { stageMatrix } = await ask(`{ stageMatrix(budgetId: "${budgetId}", withCurrent: true) {
      columns { seal { ${of} } controlNumber { ${of} } controlNumberWithdrawal { ${of} } }
      rows(first: 50, filter: { changed: true }) { nodes { entityId cells { path
        steps { lastChange { reason } ${annotations} } overall { lastChange { reason } ${annotations} } } } } } }`);
    expect(goalIn(stageMatrix.rows.nodes)).toMatchObject({
      steps: [null, ofChange('再改'), null],
      overall: ofChange('再改'),
    });
    expect(stageMatrix.columns).toMatchObject([
      { seal: marked('一上'), controlNumber: null },
      { seal: marked('一下'), controlNumber: marked('控制数') },
      { seal: null, controlNumber: null, controlNumberWithdrawal: marked('撤销控制数') },
    ]);
    expect(await cli('stages', '--changed')).toContain(printed('再改'));
    const { columns, rows } = await cliJson('stages', '--changed');
    expect(goalIn(rows)).toMatchObject({ overall: ofChange('再改') });
    expect(columns).toMatchObject([{ seal: marked('一上') }, { controlNumber: marked('控制数') }]);
  });

  it('of the rows that were edited often, in changes, saves and the blame of a row', async () => {
    const {
      changes,
      project: row,
      saves,
    } = await ask(`{
      changes(filter: { entityIds: ["${first.id}"] }) {
        editedRows(moreThan: 1) { entityId lastChange { reason } ${annotations} }
        edges { node { reason } ${annotations} } }
      project(id: "${first.id}") { blame { path lastChange { reason } ${annotations} } }
      saves(filter: { reason: "${wrong('再改')}" }) { nodes { reason ${annotations} } } }`);
    expect(changes.editedRows).toMatchObject([{ entityId: first.id, ...ofChange('再改') }]);
    expect(changes.edges[0]).toEqual({ node: { reason: wrong('再改') }, annotations: marks('再改') });
    expect(row.blame.find(({ path }) => path === 'goal')).toMatchObject(ofChange('再改'));
    expect(saves.nodes).toEqual([marked('再改')]);
    expect(await cli('changes', '--edited-more-than', '1')).toContain(printed('再改'));
    expect(await cliJson('changes', '--edited-more-than', '1')).toMatchObject(ofChange('再改'));
  });

  it('of seals, of what withdrew them and the control number, and of promotions', async () => {
    const of = `reason ${annotations}`;
    const { budget, draft } = await ask(`{
      budget(id: "${budgetId}") { seals { name ${of} withdrawal { ${of} } } controlNumberWithdrawal { ${of} } }
      draft(id: "${promoted}") { promotion { ${of} } } }`);
    expect(budget).toMatchObject({
      seals: [marked('一上'), marked('一下'), { name: '留底', withdrawal: marked('撤销留底') }],
      controlNumberWithdrawal: marked('撤销控制数'),
    });
    expect(draft?.promotion).toEqual(marked('并入'));
    const seals = await cli('seal', 'list');
    for (const what of ['一上', '撤销留底', '撤销控制数']) expect(seals).toContain(printed(what));
    expect(await cliJson('seal', 'list')).toMatchObject({
      seals: [marked('一上'), marked('一下'), { withdrawal: marked('撤销留底') }],
      controlNumberWithdrawal: marked('撤销控制数'),
    });
    expect(await cli('draft', 'show', '并入稿')).toContain(printed('并入'));
    expect(await cliJson('draft', 'show', '并入稿')).toMatchObject({ promotion: marked('并入') });
  });

  it('of what a draft collides with', async () => {
    const cells =
      'cells { oursChange { reason } oursAnnotations { correctedReason } theirsAnnotations { correctedReason } }';
    const { conflicts } = await as(
      'editor-1',
      'promoteDraft',
      { draftId: colliding, dryRun: true },
      `conflicts { entityId ${cells} withdrawal { reason } withdrawalAnnotations { correctedReason } }`,
    );
    expect(conflicts).toContainEqual({
      entityId: first.id,
      cells: [{ oursChange: { reason: wrong('再改') }, oursAnnotations: marks('再改'), theirsAnnotations: [] }],
      withdrawal: null,
      withdrawalAnnotations: [],
    });
    expect(conflicts.find(({ entityId }) => entityId === second.id)).toMatchObject({
      withdrawal: { reason: wrong('撤项') },
      withdrawalAnnotations: marks('撤项'),
    });
  });

  it('of what an edit or a revert collides with, and of what an edit would overwrite', async () => {
    const refusal = `userErrors { ... on ConflictError { current { path lastChange { reason } ${annotations} }
      cell { oursChange { reason } oursAnnotations { correctedReason } theirsAnnotations { correctedReason } } } }`;
    const goal = { projectId: first.id, goal: '第三次改' };
    const edit = await as('editor-1', 'reviseGoal', { ...goal, expectedVersion: 1 }, refusal);
    expect(edit.userErrors[0].current).toContainEqual({ path: 'goal', ...ofChange('再改') });
    const revert = await as('editor-1', 'revert', { what: { change: overwritten } }, refusal);
    expect(revert.userErrors[0].cell).toEqual({
      oursChange: { reason: wrong('再改') },
      oursAnnotations: marks('再改'),
      theirsAnnotations: [],
    });
    const fields = `preview { entityId cells { path lastChange { reason } ${annotations} } }`;
    const { preview } = await as('editor-1', 'reviseGoal', { ...goal, dryRun: true }, fields);
    expect(goalIn(preview)).toMatchObject(ofChange('再改'));
  });

  it('of what an import would overwrite, and of the earlier import of the same bytes', async () => {
    const text = readFileSync('samples/000_fa349c3ba6376aff.txt', 'utf8');
    const preview = async (more: object) => {
      const input = { fileName: 'table.txt', fiscalYear: 2024, content: { text }, dryRun: true, ...more };
      const fields = `preview { importedBefore { version ${annotations} }
        rows { entityId cells { path lastChange { reason } ${annotations} } } }`;
      return (await as('editor-1', 'importTable', input, fields)).preview;
    };
    const intoBudget = await preview({});
    expect(intoBudget.importedBefore).toEqual({ version: 1, annotations: marks('导入') });
    expect(goalIn(intoBudget.rows)).toMatchObject(ofChange('再改'));
    // What the draft was opened on was corrected when it had long been open.
    const intoDraft = await preview({ draftId: colliding });
    expect(intoDraft.importedBefore).toEqual({ version: 1, annotations: marks('导入') });
  });
});
