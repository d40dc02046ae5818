import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { draftDesk } from '../support/clients/draft-desk.js';
import { budgetId, editorOf } from '../support/clients/reverting.js';
import { budgetLedger } from '../support/processes/command-line.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
const { as, open, ask, reply } = draftDesk(() => ledger);
const { project } = editorOf(() => ledger);
const cli = async (...args: string[]) => (await budgetLedger(ledger.directory, [...args, '--json'])).rows<object>();

interface Sums {
  budgets: object[];
  totals: { total: string };
}

const wrong = '越财〔2024〕1号';
const right = '越财〔2024〕9号';
const day = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
let first: { id: string; name: string };
let funded = 0;
let head = '';

/** What one person set in a draft is promoted by another; a document is corrected; a project is renamed. */
beforeAll(async () => {
  ledger = await startLedger();
  first = await project(1);
  const { id: draftId } = await open('一上稿', 'editor-1');
  await as('editor-1', 'reviseGoal', { projectId: first.id, goal: '草案中的目标', draftId });
  await as('editor-1', 'submitDraft', { draftId });
  await as('reviewer-1', 'approveDraft', { draftId });
  const { changesHash } = await as('reviewer-1', 'promoteDraft', { draftId, dryRun: true }, 'changesHash');
  const promoted = await as('reviewer-1', 'promoteDraft', { draftId, changesHash, reason: '并入' });
  expect(promoted.userErrors).toEqual([]);
  const money = { projectId: first.id, funding: { fiscalAppropriation: '65' }, reason: '调剂', basisDocument: wrong };
  const revised = await as('finance-1', 'reviseFunding', money);
  expect(revised.userErrors).toEqual([]);
  funded = revised.version;
  head = revised.position;
  await as('finance-1', 'renameProject', { projectId: first.id, name: '改过名的项目' });
  const corrected = { budgetId, version: funded, correctedBasisDocument: right, reason: '文号录错' };
  expect((await as('finance-1', 'annotateSave', corrected)).userErrors).toEqual([]);
});
afterAll(cleanUp);

const found = `edges { node { path before after actor { personId } editor { personId } basisDocument }
  annotations { correctedBasisDocument actor { personId } } } count { value }`;
const changes = async (filter: object, at = '') =>
  (await ask(`query($filter: ChangeFilter) { changes(filter: $filter${at}) { ${found} } }`, { filter })).changes;

describe('what one person changed', () => {
  it('is found also where somebody else promoted it', async () => {
    const { edges } = await changes({ editorIds: ['editor-1'] });
    expect(edges).toMatchObject([
      {
        node: {
          path: 'goal',
          after: '草案中的目标',
          actor: { personId: 'reviewer-1' },
          editor: { personId: 'editor-1' },
        },
      },
    ]);
    expect(await changes({ editorIds: ['reviewer-1'] })).toMatchObject({ edges: [] });
    expect(await changes({ actorIds: ['editor-1'] })).toMatchObject({ edges: [] });
    expect(await changes({ editorIds: ['editor-1'], sources: ['PROMOTION'] })).toMatchObject({ count: { value: 1 } });
  });

  it('is one command', async () => {
    expect(await cli('changes', '--editor', 'editor-1')).toMatchObject([
      { path: 'goal', editorId: 'editor-1', source: 'promote', actor: { id: 'reviewer-1' } },
    ]);
    expect(await cli('changes', '--source', '撤回')).toEqual([]);
  });
});

describe('what one person did on a day', () => {
  const saves = (filter: object) =>
    ask(`query($filter: SaveFilter) { saves(filter: $filter) { nodes { kind actor { personId } } } }`, { filter }).then(
      ({ saves: { nodes } }) => nodes.map(({ kind }: { kind: string }) => kind),
    );

  it('is told with the saves that change no cell, and those of drafts', async () => {
    expect(await saves({ personIds: ['editor-1'], date: day() })).toEqual([
      'PROMOTION',
      'SUBMISSION',
      'EDIT',
      'DRAFT_OPENING',
    ]);
    expect(await saves({ personIds: ['reviewer-1'], date: day() })).toEqual(['PROMOTION', 'APPROVAL']);
    expect(await saves({ personIds: ['finance-1'], date: day(), kinds: ['ANNOTATION'] })).toEqual(['ANNOTATION']);
    expect(await saves({ personIds: ['finance-1'], date: '2020-01-01' })).toEqual([]);
    expect(await saves({ ownWork: true })).toEqual([]);
  });

  it('is one command', async () => {
    const rows = await cli('saves', '--person', 'reviewer-1', '--day', day(), '--kind', '批准,并入草案');
    expect(rows.map((row) => (row as { kind: string }).kind)).toEqual(['PROMOTION', 'APPROVAL']);
    const { stdout } = await budgetLedger(ledger.directory, ['saves', '--person', 'finance-1']);
    expect(stdout).toContain(`调剂 ${wrong}（更正：文号应为“${right}”）`);
  });
});

describe('a corrected document', () => {
  it('is found by either number, marked, from the correction on', async () => {
    const marked = { node: { path: 'funding.fiscalAppropriation', basisDocument: wrong } };
    const annotations = [{ correctedBasisDocument: right, actor: { personId: 'finance-1' } }];
    for (const document of [wrong, right]) {
      const { edges, count } = await changes({ basisDocument: document });
      expect(edges.length).toBeGreaterThan(0);
      expect(edges).toMatchObject(edges.map(() => ({ annotations })));
      expect(edges).toContainEqual(expect.objectContaining({ node: expect.objectContaining(marked.node) }));
      expect(count.value).toBe(edges.length);
    }
    expect((await changes({ basisDocument: right }, `, at: { position: "${head}" }`)).edges).toEqual([]);
    const before = (await changes({ basisDocument: wrong }, `, at: { position: "${head}" }`)).edges;
    expect(before.flatMap((edge: { annotations: unknown[] }) => edge.annotations)).toEqual([]);
  });

  it('is marked where a cell rests on it, in the blame of the row, from the correction on', async () => {
    const blame = async (at = '') => {
      const asked = `blame { path lastChange { basisDocument } annotations { correctedBasisDocument } }`;
      const { project: row } = await ask(`{ project(id: "${first.id}"${at}) { ${asked} } }`);
      return row.blame.filter(({ annotations }) => annotations.length > 0);
    };
    const annotations = [{ correctedBasisDocument: right }];
    const path = 'funding.fiscalAppropriation';
    expect(await blame()).toEqual([{ path, lastChange: { basisDocument: wrong }, annotations }]);
    expect(await blame(`, at: { position: "${head}" }`)).toEqual([]);
    const { stdout } = await budgetLedger(ledger.directory, ['blame', '改过名的项目']);
    expect(stdout).toContain(`调剂 ${wrong}（更正：文号应为“${right}”）`);
  });

  it('is found among the saves, and marked in the line at the command line', async () => {
    const rows = await cli('saves', '--document', right);
    expect(rows).toMatchObject([{ version: funded, basisDocument: wrong }]);
    const { stdout } = await budgetLedger(ledger.directory, ['changes', '--document', right]);
    expect(stdout).toContain(`（更正：文号应为“${right}”）`);
    expect(await cli('changes', '--document', right, '--at', `v${funded}`)).toEqual([]);
  });
});

describe('rows edited often', () => {
  const asked = `query($filter: ChangeFilter, $moreThan: Int!) { changes(filter: $filter) {
    editedRows(moreThan: $moreThan) { entityId edits lastChange { entityName path } } } }`;
  const edited = async (moreThan: number, filter: object = {}) =>
    (await ask(asked, { filter, moreThan })).changes.editedRows;

  it('are one query with the count, within whatever the list of changes is narrowed to', async () => {
    const lastChange = { entityName: '改过名的项目', path: 'name' };
    expect(await edited(2)).toEqual([{ entityId: first.id, edits: 3, lastChange }]);
    expect(await edited(3)).toEqual([]);
    const inBudget = { budgetIds: [budgetId], versions: { to: funded } };
    const before = [
      { entityId: first.id, edits: 2, lastChange: { entityName: first.name, path: 'funding.fiscalAppropriation' } },
    ];
    expect(await edited(1, inBudget)).toEqual(before);
    expect(await edited(0, { kinds: ['ADDED'] })).toEqual([]);
    expect(await edited(3, { includeDrafts: true })).toMatchObject([{ entityId: first.id, edits: 4 }]);
    const history = `{ project(id: "${first.id}") { history { editedRows(moreThan: 2) { edits } } } }`;
    expect((await ask(history)).project.history.editedRows).toEqual([{ edits: 3 }]);
  });

  it('are one command', async () => {
    const rows = await cli('changes', '--edited-more-than', '2');
    expect(rows).toMatchObject([{ entityId: first.id, edits: 3, lastChange: { path: 'name' } }]);
    const { stdout } = await budgetLedger(ledger.directory, ['changes', '--edited-more-than', '2']);
    expect(stdout).toMatch(/^3 +改过名的项目 +v\d+ finance-1 /m);
    const wrong = await budgetLedger(ledger.directory, ['changes', '--edited-more-than', 'often']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--edited-more-than 取')]);
  });

  it('are refused for less than no edits', async () => {
    const { errors } = await reply(asked, { filter: {}, moreThan: -1 });
    const argument = ['moreThan'];
    expect(errors?.map(({ extensions }) => extensions)).toMatchObject([{ code: 'INVALID_INPUT', argument }]);
  });
});

describe('a row', () => {
  it('is found by a name that it used to have', async () => {
    const former = await cli('history', first.name, '--first', '1');
    expect(former).toMatchObject([{ entityId: first.id, path: 'name', before: first.name, after: '改过名的项目' }]);
  });
});

describe('the sums of all units', () => {
  it('are one command, at any point, of all budgets or of a list', async () => {
    const all = (await budgetLedger(ledger.directory, ['budgets', '--json'])).json<Sums>();
    const asked = await ask(`{ budgets { totals { total } } }`);
    expect(all.totals.total).toBe(asked.budgets.totals.total);
    const then = await budgetLedger(ledger.directory, [
      'budgets',
      '--budget',
      budgetId,
      '--at',
      '2020-01-01',
      '--json',
    ]);
    expect(then.code).toBe(3);
    const own = (await budgetLedger(ledger.directory, ['budgets', '--budget', budgetId, '--json'])).json<Sums>();
    expect(own).toMatchObject({ budgets: [{ id: budgetId }], totals: all.totals });
  });
});

describe('a point that is none', () => {
  it.each([
    ['v02', /前导零.*zeros/s],
    ['0199f000-000e-7000-8000', /不完整.*not whole/s],
  ])('%s is refused for what it is', async (point, told) => {
    const { code, stderr } = await budgetLedger(ledger.directory, ['show', '--at', point]);
    expect(code).toBe(2);
    expect(stderr).toMatch(told);
  });
});
