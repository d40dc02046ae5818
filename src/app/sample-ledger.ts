import { streamOf } from '../../events/identity.js';
import type { BudgetState } from '../../events/budget/budget.state.js';
import { absentBudget } from '../../events/budget/budget.state.js';
import type { TreeNode } from '../../projections/content/tree.js';
import type { PositionedEvent } from '../../projections/positioned-event.js';
import { projectSave } from '../../projections/project-save.js';
import type { SaveRow } from '../../projections/rows.js';
import { QueryError } from '../../services/query-error.js';
import type { EventReader, Position } from '../ports/event-store.js';
import type { ReadModel } from '../ports/read-model.js';
import { provenTable } from './proven-contents.js';
import { checkNotLost } from './lost.js';
import { decodeOfTable } from './stored-event.js';

/** What was looked at of a ledger, and the first thing that is wrong with it. */
export interface LedgerSample {
  /** Hashed anew, and compared with what the views say of their saves. */
  events: number;
  /** Tables whose content was made anew from their events. */
  tables: number;
  /** null: nothing was found. */
  fault: { message: string; messageEn: string } | null;
}

/** Saves that are looked at, at each end of the ledger and over its budgets. */
const savesAtAnEnd = 50;
/** Of each save its last ones. */
const eventsOfSave = 50;
const budgetsLookedAt = 20;
/** Tables that are made anew: of so many events at most, the newest first. */
const tablesMadeAnew = 5;
const eventsOfTable = 500;

type Views = Pick<ReadModel, 'status' | 'ledgerSaves' | 'budgets' | 'savesAt' | 'contents'>;

/**
 * Holds a bounded part of the ledger against the views: the saves at both ends, some of each of some budgets, and the
 * content of a few tables, which is made anew from their events.
 */
export async function sampleLedger(events: Pick<EventReader, 'readStream'>, readModel: Views): Promise<LedgerSample> {
  const sample: LedgerSample = { events: 0, tables: 0, fault: null };
  const { position } = await readModel.status();
  const newest = await newestTables(readModel, position);
  const saves = await sampledSaves(readModel, position, newest);
  for (const save of saves.values()) {
    const from = Math.max(save.firstRevision, save.lastRevision - eventsOfSave + 1);
    sample.events += save.lastRevision - from + 1;
    sample.fault ??= await faultOf(() => checkSave(save, from, events));
  }
  for (const save of newest.filter(({ lastRevision }) => lastRevision < eventsOfTable).slice(0, tablesMadeAnew)) {
    sample.tables += 1;
    sample.fault ??= await faultOf(() => checkTable(save, events, readModel));
  }
  return sample;
}

/** Each budget's newest save, the budgets that were saved last before the others. */
async function newestTables(readModel: Views, position: Position): Promise<SaveRow[]> {
  const { rows } = await readModel.budgets({}, 'PLACE_ASC', position, { first: budgetsLookedAt, after: null });
  return rows.map(({ row }) => row.save).sort((one, other) => (one.lastPosition > other.lastPosition ? -1 : 1));
}

/** By position, each once. */
async function sampledSaves(
  readModel: Views,
  position: Position,
  newest: readonly SaveRow[],
): Promise<Map<Position, SaveRow>> {
  const page = { first: savesAtAnEnd, after: null };
  const ends = [
    await readModel.ledgerSaves({}, 'NEWEST_FIRST', position, page),
    await readModel.ledgerSaves({}, 'OLDEST_FIRST', position, page),
  ];
  const within = newest.flatMap(({ budgetId, version }) =>
    [1, Math.ceil(version / 2), version].map((each) => ({ tableId: budgetId, version: each })),
  );
  const found = [...ends.flatMap(({ rows }) => rows.map(({ row }) => row)), ...(await readModel.savesAt(within))];
  return new Map(found.flatMap((save) => (save === null ? [] : [[save.lastPosition, save] as const])));
}

async function eventsOf(
  save: SaveRow,
  from: number,
  events: Pick<EventReader, 'readStream'>,
): Promise<PositionedEvent[]> {
  const stored = await events.readStream(streamOf(save), from, save.lastRevision - from + 1);
  return stored.map((each) => ({ ...decodeOfTable(each), position: each.position }));
}

async function checkSave(save: SaveRow, from: number, events: Pick<EventReader, 'readStream'>): Promise<void> {
  const last = (await eventsOf(save, from, events)).at(-1);
  const isSame =
    last?.position === save.lastPosition &&
    last.revision === save.lastRevision &&
    last.version === save.version &&
    last.commandId === save.commandId &&
    last.recordedAt === save.recordedAt;
  if (!isSame) throw differs(save);
}

async function checkTable(save: SaveRow, events: Pick<EventReader, 'readStream'>, readModel: Views): Promise<void> {
  const nodes = new Map<string, TreeNode>();
  const loadNode = (hash: string) => checkNotLost(nodes.get(hash), `the node ${hash}`);
  let state: BudgetState = absentBudget;
  let treeRoot: string | null = null;
  let made = '';
  let saved: PositionedEvent[] = [];
  for (const event of await eventsOf(save, 0, events)) {
    saved.push(event);
    if (!event.endsSave) continue;
    const before = { state, treeRoot, clock: '', loadNode, draft: null, promoting: null };
    const projected = await projectSave(saved, before);
    for (const [hash, node] of projected.nodes) nodes.set(hash, node);
    ({ state } = projected);
    treeRoot = projected.rows.save.treeRoot;
    made = projected.rows.save.contentHash;
    saved = [];
  }
  if (made !== save.contentHash) throw differs(save);
  await provenTable(readModel, save);
}

function differs({ name, fiscalYear, version }: SaveRow): QueryError {
  return new QueryError(
    'BROKEN_CONTENT',
    `视图中“${name}”${fiscalYear} 年度版本 ${version} 与由事件重放所得不同；请运行 budget-ledger rebuild 重建视图。`,
    `Version ${version} of "${name}", fiscal year ${fiscalYear}, is not what a replay of its events makes; run "budget-ledger rebuild".`,
  );
}

/** null: nothing is wrong. @throws what is no fault of the ledger */
async function faultOf(check: () => Promise<void>): Promise<LedgerSample['fault']> {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof QueryError) return { message: error.message, messageEn: error.messageEn };
    throw error;
  }
}
