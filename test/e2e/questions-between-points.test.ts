import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MutationName } from '../support/clients/contract.js';
import { draftDesk } from '../support/clients/draft-desk.js';
import { budgetId } from '../support/clients/reverting.js';
import { budgetLedger } from '../support/processes/command-line.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { sealingGrounds } from '../support/stories/sealing-grounds.js';

let ledger: RunningLedger;
const { as, ask, reply } = draftDesk(() => ledger);
const cli = (...args: string[]) => budgetLedger(ledger.directory, args);
let sealId = '';
/** Indicators that lose both of their targets, and that are withdrawn, each of them all of a project. */
let emptied: string[] = [];

interface Row {
  entityName: string;
  kind: string;
  growth: { before: string; after: string; delta: string; percent: string | null } | null;
  cells: { path: string; before: string | null; after: string | null; effect: string | null }[];
}

async function done<Name extends MutationName>(who: string, mutation: Name, input: object, fields = '') {
  const answer = await as(who, mutation, input, fields);
  expect(answer.userErrors).toEqual([]);
  return answer;
}

/** 二下 is sealed; an adjustment then changes money, lowers and blanks targets, and withdraws rows. */
beforeAll(async () => {
  ledger = await startLedger();
  for (const stage of ['FIRST_UP', 'FIRST_DOWN', 'SECOND_UP', 'SECOND_DOWN']) {
    const sealed = await done('finance-1', 'sealVersion', { budgetId, stage, ...sealingGrounds(stage) }, 'seal { id }');
    sealId = sealed.seal.id;
  }
  const grounds = { adjustmentKind: 'TARGET_ADJUSTMENT', reason: '年中调整', basisDocument: '财预〔2024〕9号' };
  const opened = await done('editor-1', 'openDraft', { budgetId, name: '调整稿', ...grounds }, 'draft { id }');
  const draftId = opened.draft.id;
  const { budget } = await ask(
    `{ budget(id: "${budgetId}") { projects(first: 100) { nodes { entityId indicators { entityId name } } } } }`,
  );
  const [first, second, third, fourth, fifth, sixth, seventh] = budget.projects.nodes;
  emptied = [sixth, seventh].flatMap((project) => (project?.indicators ?? []).map(({ name }) => name));
  const indicator = (project: typeof first, at: number) => project?.indicators[at]?.entityId ?? '';
  const edits: [MutationName, object][] = [
    ['reviseFunding', { projectId: first?.entityId, funding: { fiscalAppropriation: '77.64' } }],
    ['reviseFunding', { projectId: second?.entityId, funding: { fiscalAppropriation: '195.55' } }],
    ['reviseFunding', { projectId: fifth?.entityId, funding: { fiscalAppropriation: '210' } }],
    ['reviseIndicator', { indicatorId: indicator(first, 1), annualTarget: '≥8' }],
    ['reviseIndicator', { indicatorId: indicator(second, 0), annualTarget: '' }],
    ['reviseIndicator', { indicatorId: indicator(fourth, 0), annualTarget: '≥3' }],
    ['withdrawIndicator', { indicatorId: indicator(fourth, 1) }],
    ['addIndicator', { projectId: fourth?.entityId, level2: '11', name: '新指标', annualTarget: '≥1' }],
    ...(sixth?.indicators ?? []).map(({ entityId }): [MutationName, object] => [
      'reviseIndicator',
      { indicatorId: entityId, cycleTarget: '', annualTarget: '' },
    ]),
    ...(seventh?.indicators ?? []).map(({ entityId }): [MutationName, object] => [
      'withdrawIndicator',
      { indicatorId: entityId },
    ]),
    ['withdrawProject', { projectId: third?.entityId }],
  ];
  for (const [mutation, input] of edits) await done('editor-1', mutation, { ...input, draftId });
  await done('editor-1', 'submitDraft', { draftId });
  await done('reviewer-1', 'approveDraft', { draftId });
  const { changesHash } = await done('reviewer-1', 'promoteDraft', { draftId, dryRun: true }, 'changesHash');
  await done('reviewer-1', 'promoteDraft', { draftId, changesHash });
});
afterAll(cleanUp);

const query = (filter: string) => `query($budget: ID!, $seal: ID!) {
  compare(from: { budgetId: $budget, at: { sealId: $seal } }, to: { budgetId: $budget }) {
    rows(first: 500, filter: ${filter}) { nodes { entityName kind growth { before after delta percent }
      cells { path before after effect } } } } }`;
const rows = async (filter: string): Promise<Row[]> => {
  const answer = await ask<{ compare: { rows: { nodes: Row[] } } }>(query(filter), { budget: budgetId, seal: sealId });
  return answer.compare.rows.nodes;
};
const names = (found: readonly Row[]) => found.map(({ entityName }) => entityName);

describe('targets lowered and rows withdrawn after 二下', () => {
  const expected = [
    '走访企业数量',
    '编外人员招聘数量',
    '春运经费',
    '春运期间省汽车客运站旅客发送量',
    '交通安全保障',
    '培育企业力度',
  ];

  it('are one query, and nothing else is in it', async () => {
    const found = await rows('{ weakened: true }');
    expect(names(found)).toEqual([...expected, ...emptied]);
    expect(found.slice(0, 6).map(({ kind }) => kind)).toEqual([
      'MODIFIED',
      'MODIFIED',
      'REMOVED',
      'REMOVED',
      'REMOVED',
      'REMOVED',
    ]);
    expect(found[0]?.cells).toEqual([{ path: 'annualTarget', before: '≥10', after: '≥8', effect: 'WEAKENED' }]);
    expect(found[1]?.cells).toEqual([{ path: 'annualTarget', before: '≥20人', after: null, effect: null }]);
  });

  it('are one command', async () => {
    const found = (await cli('compare', '二下', 'now', '--weakened', '--json')).json<{ rows: Row[] }>();
    expect(names(found.rows)).toEqual([...expected, ...emptied]);
    const { stdout } = await cli('compare', '二下', 'now', '--weakened');
    expect(stdout).toMatch(/走访企业数量 +修改·降低 +年度指标值 +≥10 +≥8/);
    expect(stdout).not.toContain('举办政策宣讲活动次数');
  });
});

describe('growth', () => {
  it('by more than a fifth leaves out what grew by just a fifth', async () => {
    const growth = { before: '162.95', after: '195.55', delta: '32.60', percent: '20.01' };
    expect(await rows('{ growth: { moreThan: "20" } }')).toMatchObject([{ entityName: '编外人员聘用经费', growth }]);
    const both = await rows('{ growth: { moreThan: "19.99" } }');
    expect(both.map((row) => row.growth?.percent)).toEqual(['20.00', '20.01']);
    const gone = { before: '1.00', after: '0', delta: '-1.00', percent: '-100.00' };
    expect(await rows('{ growth: { lessThan: "-20" } }')).toMatchObject([{ entityName: '春运经费', growth: gone }]);
  });

  it('is one command', async () => {
    const { stdout } = await cli('compare', '二下', 'now', '--grown', '20');
    expect(stdout).toMatch(/编外人员聘用经费 +修改 +总计 +162\.95 +195\.55 +\+32\.60（\+20\.01%）/);
    expect(stdout).not.toContain('商务工作经费');
    expect((await cli('compare', '二下', 'now', '--shrunk', '20')).stdout).toContain('-1.00（-100.00%）');
    const none = await cli('compare', '二下', 'now', '--grown', '30');
    expect(none.stdout).toContain('没有符合的行');
    const json = (await cli('compare', '二下', 'now', '--grown', '30', '--json')).json<object>();
    expect(json).toMatchObject({ identical: false, rows: [] });
  });

  it.each([
    ['{ moreThan: "20%" }', ['filter', 'growth', 'moreThan']],
    ['{ lessThan: "1e3" }', ['filter', 'growth', 'lessThan']],
    ['{ moreThan: "20", lessThan: "20.0" }', ['filter', 'growth']],
    ['{ moreThan: "20", lessThan: "-20" }', ['filter', 'growth']],
  ])('within %s is refused by name', async (range, argument) => {
    const { errors } = await reply(query(`{ growth: ${range} }`), { budget: budgetId, seal: sealId });
    expect(errors?.map(({ extensions }) => extensions)).toMatchObject([{ code: 'INVALID_INPUT', argument }]);
  });

  it('at the command line is refused in words, and takes one direction at once', async () => {
    const wrong = await cli('compare', '二下', 'now', '--grown', '20%');
    expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringMatching(/不是百分数.*is no percentage/s)]);
    const both = await cli('compare', '二下', 'now', '--grown', '20', '--shrunk', '20');
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('--grown 与 --shrunk 不能同时给出')]);
  });
});

describe('what changed alone', () => {
  it('is the money or the targets of a project, by one query and one command each', async () => {
    expect(names(await rows('{ changedAlone: MONEY }'))).toEqual(['招商引资']);
    const targets = ['举办政策宣讲活动次数', '培育企业力度', '新指标', ...emptied];
    expect(names(await rows('{ changedAlone: TARGETS }'))).toEqual(targets);
    const alone = (await cli('compare', '二下', 'now', '--targets-alone', '--json')).json<{ rows: Row[] }>();
    expect(names(alone.rows)).toEqual(targets);
    expect((await cli('compare', '二下', 'now', '--money-alone')).stdout).toMatch(
      /招商引资 +修改 +财政拨款 +200\.00 +210 /,
    );
  });
});

describe('money without targets', () => {
  const asked = `query($budget: ID!, $at: At) { projects(at: $at, filter: { budgetIds: [$budget], hasTargets: false,
    fundedBy: [FISCAL_APPROPRIATION, SPECIAL_ACCOUNT, OTHER] }) { nodes { ordinal indicators { name } } } }`;

  it('is one query at any point, of projects without indicators and of those whose targets are blank', async () => {
    const found = (await ask(asked, { budget: budgetId })).projects.nodes;
    expect(found.map(({ indicators }) => indicators.length > 0)).toEqual([true, false]);
    expect((await ask(asked, { budget: budgetId, at: { sealId } })).projects.nodes).toEqual([]);
  });
});

describe('withdrawn rows', () => {
  it('are told with what came in their place, by one query', async () => {
    const asked = `query($budget: ID!) { budget(id: $budget) {
      projects(filter: { status: WITHDRAWN }) { nodes { name replacedBy { name } } }
      indicators(filter: { status: WITHDRAWN }) { nodes { name replacedBy { name } } } } }`;
    const { budget } = await ask(asked, { budget: budgetId });
    expect(budget.projects.nodes).toEqual([{ name: '春运经费', replacedBy: [] }]);
    const found = budget.indicators.nodes.filter(({ replacedBy }) => replacedBy.length > 0);
    expect(found).toEqual([{ name: '培育企业力度', replacedBy: [{ name: '新指标' }] }]);
  });

  it('are one command, with who withdrew them', async () => {
    const rows = (await cli('withdrawn', '--json')).rows<{ entityName: string; replacedBy: object[] }>();
    expect(rows.find(({ entityName }) => entityName === '培育企业力度')).toMatchObject({
      entityKind: 'INDICATOR',
      projectName: '稳定外贸发展工作经费',
      withdrawn: { kind: 'REMOVED', actor: { id: 'reviewer-1' }, editorId: 'editor-1' },
      replacedBy: [{ entityName: '新指标' }],
    });
    expect(rows.map(({ entityName }) => entityName)).not.toContain('交通安全保障');
    expect((await cli('withdrawn')).stdout).toMatch(/培育企业力度 +v\d+ editor-1（reviewer-1 并入） .*新指标/);
    expect((await cli('withdrawn', '--at', '二下', '--json')).stdout).toBe('');
  });
});
