import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from '../events/position.js';
import type { ChangedCell, ProjectedSave, SaveRow } from '../projections/rows.js';
import { sealingRows } from '../projections/sealing-rows.js';
import type { ChangeFilter, Queries } from '../services/services.js';
import { openSqliteReadModel, openSqliteReadModelWriter } from '../src/adapters/read-model/sqlite/index.js';
import { createQueries } from '../src/app/queries/queries.js';
import { temporaryDirectory, reader } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';

const few = 10_000;
const many = 1_000_000;
const cellsPerSave = 100;
const rounds = 31;

/** The first page of the list of changes, with any one filter and with texts, whatever the length of history. */
export async function changes(): Promise<Figure[]> {
  const directory = temporaryDirectory();
  const small = await fillReadModel(join(directory, 'few'), few);
  const large = await fillReadModel(join(directory, 'many'), many);
  try {
    const measured: Measured[] = [];
    for (const [name, filter] of Object.entries(filters)) {
      const ask = ({ queries, budgetId }: FilledReadModel) => firstPage(queries, filter(budgetId), name);
      const ms = await measureInTurn({ few: () => ask(small), many: () => ask(large) }, rounds);
      measured.push({ name, ...ms });
    }
    const figure = (name: string, of: Measured[]): Figure => {
      const worst = of.reduce((a, b) => (b.many / b.few > a.many / a.few ? b : a));
      const slowest = of.reduce((a, b) => (b.many > a.many ? b : a));
      return {
        name: `${name}, 1,000,000 changed cells ÷ 10,000, the worst`,
        value: worst.many / worst.few,
        bound: '≤ 3',
        detail: `of ${of.length}: ${describeSpeeds(worst)}; the slowest: ${describeSpeeds(slowest)}`,
      };
    };
    const isText = ({ name }: Measured) => name.startsWith('text');
    return [
      figure(
        'first page of changes with any one filter',
        measured.filter((each) => !isText(each)),
      ),
      figure('first page of changes with a text of 1, 2, 5 characters', measured.filter(isText)),
    ];
  } finally {
    for (const { close } of [small, large]) await close();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface Measured {
  name: string;
  few: number;
  many: number;
}

const describeSpeeds = ({ name, few: small, many: large }: Measured) =>
  `${name} ${milliseconds(large)} and ${milliseconds(small)}`;

/** Every filter alone; texts that thousands of cells have, and texts that one cell has. */
const filters: Record<string, (budgetId: string) => ChangeFilter> = {
  none: () => ({}),
  budgetIds: (budgetId) => ({ budgetIds: [budgetId] }),
  'budgetIds, two': (budgetId) => ({ budgetIds: [budgetId, idOf('c', 2)] }),
  units: () => ({ units: ['单位1'] }),
  fiscalYears: () => ({ fiscalYears: [2024] }),
  projectIds: () => ({ projectIds: [idOf('a', 7)] }),
  entityIds: () => ({ entityIds: [idOf('b', 35)] }),
  entityKinds: () => ({ entityKinds: ['INDICATOR'] }),
  paths: () => ({ paths: ['annualTarget'] }),
  'kinds, common': () => ({ kinds: ['MODIFIED'] }),
  'kinds, rare': () => ({ kinds: ['RESTORED'] }),
  'kinds, two': () => ({ kinds: ['MODIFIED', 'RESTORED'] }),
  effects: () => ({ effects: ['WEAKENED'] }),
  deltaSigns: () => ({ deltaSigns: ['NEGATIVE'] }),
  actorIds: () => ({ actorIds: ['finance-3'] }),
  'reason, common': () => ({ reason: '预算调整' }),
  'reason, rare': () => ({ reason: '巡视整改' }),
  basisDocument: () => ({ basisDocument: '〔2024〕7号' }),
  versions: (budgetId) => ({ budgetIds: [budgetId], versions: { from: 2, to: 3 } }),
  positions: () => ({ positions: { from: positionOf(1_000), to: positionOf(9_000) } }),
  times: () => ({ times: { from: timeOf(10), to: timeOf(50) } }),
  'text, 1 character, common': () => ({ text: '指' }),
  'text, 1 character, rare': () => ({ text: '麒' }),
  'text, 2 characters, common': () => ({ text: '指标' }),
  'text, 2 characters, rare': () => ({ text: '麒麟' }),
  'text, 5 characters, common': () => ({ text: '项数量指标' }),
  'text, 5 characters, rare': () => ({ text: '修缮麒麟阁' }),
  'text, 5 characters, exact': () => ({ text: '项数量指标', exact: true }),
  'text, 2 characters, none': () => ({ text: '鼍鼋' }),
};

async function firstPage(queries: Queries, filter: ChangeFilter, name: string): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    const head = await queries.head(null);
    const { edges } = await queries.changes(filter, { first: 20, after: null }, { caller: reader, at: null, head });
    const wanted = name.includes('none') && name !== 'none' ? 0 : name.includes('rare') ? 1 : 2;
    if (edges.length < wanted) throw new Error(`${name}: ${edges.length} changes`);
  }
}

interface FilledReadModel {
  queries: Queries;
  budgetId: string;
  close(): Promise<void>;
}

/** A read model with so many changed cells, written through the port as the projector writes them. */
async function fillReadModel(directory: string, cells: number): Promise<FilledReadModel> {
  mkdirSync(directory, { recursive: true });
  const writer = await openSqliteReadModelWriter(directory);
  for (let save = 0; save < cells / cellsPerSave; save += 50) {
    const batch = Array.from({ length: 50 }, (_, offset) => saveOf(save + offset, cells));
    const { lastPosition: position, clock } = batch.at(-1)?.save as SaveRow;
    await writer.apply(batch, [], { position, clock });
  }
  await writer.serve();
  await writer.close();
  const readModel = await openSqliteReadModel(directory);
  const events = {
    sharedWriters: false,
    head: async () => (await readModel.status()).position,
    readAt: async () => null,
  };
  const queries = createQueries({ readModel, events, directory: { nameOf: async () => null }, now: Date.now });
  return { queries, budgetId: idOf('c', 1), close: () => readModel.close() };
}

/** The n-th save of a ledger in which ten budgets for each 10,000 cells are edited in turn. */
function saveOf(number: number, cells: number): ProjectedSave {
  const budgets = cells / 1_000;
  const budget = number % budgets;
  const first = number * cellsPerSave + 1;
  const last = (number + 1) * cellsPerSave;
  const about = {
    budgetId: idOf('c', budget),
    version: Math.floor(number / budgets) + 1,
    recordedAt: timeOf(number),
    actor: { id: `finance-${number % 9}`, role: 'finance', unit: null, onBehalfOf: null },
    reason: number === 33 ? '巡视整改' : `第${number % 5}次预算调整`,
    basisDocument: `越财〔2024〕${number % 40}号`,
  };
  const changes = Array.from({ length: cellsPerSave }, (_, at) =>
    cellOf(first + at, { ...about, unitKey: `单位${budget}`, fiscalYear: 2020 + (budget % 6) }),
  );
  const save: SaveRow = {
    ...about,
    name: `单位${budget}`,
    firstPosition: positionOf(first),
    lastPosition: positionOf(last),
    firstRevision: number,
    lastRevision: number,
    commandHash: '0'.repeat(64),
    clock: about.recordedAt,
    draftId: null,
    unitKey: `单位${budget}`,
    fiscalYear: 2020 + (budget % 6),
    editors: [],
    ownWork: false,
    source: { kind: 'api' },
    kind: 'EDIT',
    commandId: `command-${number}`,
    changes: cellsPerSave,
    contentHash: '',
    treeRoot: '',
    totals: { fiscalAppropriation: '0', specialAccount: '0', other: '0' },
    projects: 0,
  };
  const { budgetId, unitKey, fiscalYear } = save;
  const opening = { budgetId, unitKey, fiscalYear, taxonomy: 'zj-2024', openedPosition: save.lastPosition };
  const none = {
    budget: number < budgets ? opening : null,
    fundUsers: [],
    projects: [],
    indicators: [],
    contents: new Map<string, string>(),
  };
  const sealing = sealingRows([], about.budgetId);
  return { ...none, save, changes, events: [], sealing, draft: null, promotions: [] };
}

type AboutSave = Pick<
  ChangedCell,
  'budgetId' | 'unitKey' | 'fiscalYear' | 'version' | 'recordedAt' | 'actor' | 'reason' | 'basisDocument'
>;

function cellOf(number: number, about: AboutSave): ChangedCell {
  const isTarget = number % 2 === 0;
  const isMoney = number % 10 === 1;
  const project = Math.floor(number / 50);
  const cell = isTarget
    ? { entityKind: 'INDICATOR' as const, path: number % 4 === 0 ? 'annualTarget' : 'cycleTarget' }
    : { entityKind: 'PROJECT' as const, path: isMoney ? 'funding.other' : 'goal' };
  const [before, after] = isTarget
    ? [`≥${number % 90}%`, `≥${(number * 7) % 90}%`]
    : isMoney
      ? [`${number % 900}.50`, `${(number * 7) % 900}.25`]
      : [
          `保障第${number % 700}项日常工作顺利开展`,
          number === 3_333 ? '修缮麒麟阁' : `提高第${number % 800}项服务水平`,
        ];
  return {
    ...about,
    ...cell,
    before,
    after,
    eventId: idOf('e', number),
    position: positionOf(number),
    ordinal: 0,
    rank: 0,
    draftId: null,
    projectId: idOf('a', project),
    entityId: isTarget ? idOf('b', Math.floor(number / 10)) : idOf('a', project),
    entityName: isTarget ? `第${Math.floor(number / 10) % 3_000}项数量指标` : `第${project % 2_000}号项目`,
    kind: number === 4_444 ? 'RESTORED' : number % 3 === 0 ? 'ADDED' : 'MODIFIED',
    delta: isMoney ? (number % 20 === 1 ? '-1.25' : '3.75') : null,
    editorId: `finance-${number % 7}`,
    source: 'api',
    effect: isTarget ? (number % 200 === 0 ? 'WEAKENED' : 'CHANGED') : null,
  };
}

function idOf(kind: string, number: number): string {
  return `0199f000-000${kind}-7000-8000-${String(number).padStart(12, '0')}`;
}

function positionOf(number: number): Position {
  return String(number).padStart(16, '0') as Position;
}

function timeOf(save: number): string {
  return new Date(Date.parse('2024-01-01T00:00:00.000Z') + save * 1_000).toISOString();
}
