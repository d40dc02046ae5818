import { evolve } from '../events/budget/budget.evolve.js';
import type { BudgetState, OpenBudgetState } from '../events/budget/budget.state.js';
import { stampOf } from '../events/budget/budget.state.js';
import type { ActorRef } from '../events/envelope.js';
import type { Position } from '../events/position.js';
import type { RecordedEvent } from '../events/upcast.js';
import { changedCell, changedCells } from './changed-cells.js';
import type { LoadNode, TreeNode, TreeRow } from './content/tree.js';
import { contentHash, editTree } from './content/tree.js';
import { budgetDocument, fundUserDocument, projectDocument } from './documents.js';
import type { DraftRow } from './draft-rows.js';
import { draftPromotions, savedDraft } from './draft-rows.js';
import { fundUserKey } from './order-key.js';
import { fundUserVersion, indicatorVersion, projectKeyIn, projectVersion } from './row-versions.js';
import type { PositionedEvent } from './positioned-event.js';
import type { BudgetRow, ChangedCell, ProjectedSave, SaveRow } from './rows.js';
import { saveKind, sealingRows } from './sealing-rows.js';
import type { Touched } from './touched.js';
import { touchedBy } from './touched.js';

/** What the fold of a save stands on. */
export interface BeforeSave {
  state: BudgetState;
  /** Root of the content tree at the save before; null: this save opens the budget. */
  treeRoot: string | null;
  /** The ledger's clock before this save; '' at the start. */
  clock: string;
  loadNode: LoadNode;
  /** The draft before this save; null: the budget itself is saved. */
  draft: DraftRow | null;
  /** The draft that this save takes into the budget; null: it takes none, or nobody asks whose it was. */
  promoting: DraftRow | null;
}

/** An event that cannot follow those before it: from there on its stream is broken. */
export class PoisonEvent extends Error {
  override readonly name = 'PoisonEvent';
  constructor(
    readonly event: Pick<PositionedEvent, 'id' | 'position'>,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/**
 * Folds one save (all events of one append, in order) into rows. Pure but for `loadNode`, which reads content by hash.
 * @throws PoisonEvent naming the event that cannot be applied: it stops the projection
 */
export async function projectSave(
  events: readonly PositionedEvent[],
  before: BeforeSave,
): Promise<{ state: OpenBudgetState; rows: ProjectedSave; nodes: ReadonlyMap<string, TreeNode> }> {
  const first = events.at(0);
  const last = events.at(-1);
  if (first === undefined || last === undefined) throw new TypeError('a save has at least one event');
  const { state, changes } = fold(events, before.state);
  const at = { budget: state, position: last.position };
  const touched = touchedBy(events, before.state, state);
  const contents = new Map<string, string>();
  const store = (document: unknown) => {
    const body = JSON.stringify(document);
    const hash = contentHash(body);
    contents.set(hash, body);
    return hash;
  };
  const projects = [...touched.projects].map((id) => {
    const row = foundRow(state.projects.get(id), id);
    return projectVersion(row, store(projectDocument(row)), at);
  });
  const fundUsers = [...touched.fundUsers].map((id) => foundRow(state.fundUsers.get(id), id));
  const edits = [
    ...keysBefore(touched, before.state),
    ...fundUsers
      .filter((row) => !row.withdrawn)
      .map((row): [string, TreeRow] => {
        const key = fundUserKey(row);
        return [key, { key, hash: store(fundUserDocument(row)), fundUsers: 1, projects: 0, sums: noMoney }];
      }),
    ...projects
      .filter((row) => row.status === 'ACTIVE')
      .map((row): [string, TreeRow] => {
        const sums = { fiscalAppropriation: '0', specialAccount: '0', other: '0' };
        for (const source of sources) sums[source] = row.funding[source] ?? '0';
        return [row.orderKey, { key: row.orderKey, hash: row.hash, fundUsers: 0, projects: 1, sums }];
      }),
  ];
  const tree = await editTree(before.loadNode, before.treeRoot, new Map(edits));
  for (const [hash, { body }] of tree.created) contents.set(hash, body);
  const { totals } = tree;
  const clock = [before.clock, ...events.map(({ recordedAt }) => recordedAt)].reduce((a, b) => (a > b ? a : b));
  const kind = saveKind(events);
  const save: SaveRow = {
    budgetId: state.budgetId,
    draftId: state.draft?.id ?? null,
    unitKey: state.unitKey,
    fiscalYear: state.fiscalYear,
    version: last.version,
    firstPosition: first.position,
    lastPosition: last.position,
    firstRevision: first.revision,
    lastRevision: last.revision,
    clock,
    recordedAt: last.recordedAt,
    actor: last.actor,
    reason: last.reason,
    basisDocument: last.basisDocument,
    source: saveSource(events),
    commandId: last.commandId,
    commandHash: last.commandHash,
    kind,
    name: state.name,
    changes: changes.length,
    editors: [...new Set(changes.map(({ editorId }) => editorId))].filter((id) => id !== last.actor.id).sort(),
    ownWork: isOwnWork(last.actor, kind === 'APPROVAL' ? before.draft : before.promoting),
    contentHash: store(budgetDocument(state, tree.root)),
    treeRoot: tree.root,
    totals: totals.sums,
    projects: totals.projects,
  };
  const rows: ProjectedSave = {
    save,
    budget: before.state.status === 'absent' ? budgetRowOf(state, last.position) : null,
    fundUsers: fundUsers.map((row) => fundUserVersion(row, at)),
    projects,
    indicators: [...touched.indicators].map((id) => {
      const project = foundRow(state.projects.get(state.projectOfIndicator.get(id) ?? ''), id);
      return indicatorVersion(foundRow(project.indicators.get(id), id), project, at);
    }),
    contents,
    changes,
    events: events.map(({ id, position }) => ({ eventId: id, position })),
    sealing: sealingRows(events, state.budgetId),
    draft: state.draft === null || before.draft === null ? null : savedDraft(before.draft, events, state.draft),
    promotions: draftPromotions(events, state.budgetId),
  };
  const nodes = new Map([...tree.created].map(([hash, { node }]) => [hash, node]));
  return { state, rows, nodes };
}

function fold(events: readonly PositionedEvent[], before: BudgetState) {
  const changes: ChangedCell[] = [];
  let state = before;
  for (const event of events) {
    const { version, recordedAt, actor, source, reason, basisDocument, position, id: eventId } = event;
    const next = evolveOrPoison(event, state);
    const { budgetId, unitKey, fiscalYear } = next;
    const about = { eventId, position, version, recordedAt, actor, source, reason, basisDocument };
    const shared = { budgetId, draftId: next.draft?.id ?? null, unitKey, fiscalYear, ...about };
    changedCells(state, event, next).forEach((cell, rank) => changes.push(changedCell(cell, shared, rank)));
    state = next;
  }
  return { state: state as OpenBudgetState, changes };
}

function evolveOrPoison(event: PositionedEvent, state: BudgetState): OpenBudgetState {
  try {
    return evolve(state, event, stampOf(event)) as OpenBudgetState;
  } catch (error) {
    throw new PoisonEvent(event, error);
  }
}

function budgetRowOf({ budgetId, unitKey, fiscalYear, taxonomy }: OpenBudgetState, position: Position): BudgetRow {
  return { budgetId, unitKey, fiscalYear, taxonomy, openedPosition: position };
}

/**
 * Takes touched rows away from where they stood; one that stays in place is set again under the same key afterwards.
 */
function keysBefore(touched: Touched, before: BudgetState): [string, null][] {
  if (before.status === 'absent') return [];
  const fundUsers = [...touched.fundUsers].map((id) => before.fundUsers.get(id));
  const projects = [...touched.projects].map((id) => before.projects.get(id));
  return [
    ...fundUsers.flatMap((row) => (row === undefined || row.withdrawn ? [] : [fundUserKey(row)])),
    ...projects.flatMap((row) => (row === undefined || row.withdrawn ? [] : [projectKeyIn(before, row)])),
  ].map((key) => [key, null]);
}

const sources = ['fiscalAppropriation', 'specialAccount', 'other'] as const;
const noMoney = { fiscalAppropriation: '0', specialAccount: '0', other: '0' };

/** Whether somebody opened or edited the draft, in their own name or on somebody's behalf, or had it done on theirs. */
function isOwnWork({ id, onBehalfOf }: ActorRef, draft: DraftRow | null): boolean {
  if (draft === null) return false;
  const { opened, editors } = draft;
  const hands = [opened.actor.id, opened.actor.onBehalfOf, ...editors];
  return hands.includes(id) || (onBehalfOf !== null && hands.includes(onBehalfOf));
}

/** The save's source: of an import the file, of a promotion or a refresh the merge, without what each event names. */
function saveSource(events: readonly RecordedEvent[]): SaveRow['source'] {
  const sources = events.map(({ source }) => source);
  const source = sources.find(isOfWholeMerge) ?? sources[0] ?? { kind: 'api' };
  return source.kind === 'import' ? { ...source, line: null } : source;
}

function isOfWholeMerge(source: RecordedEvent['source']): boolean {
  return (source.kind === 'promote' || source.kind === 'refresh') && source.event === null && !source.others;
}

function foundRow<T>(row: T | undefined, id: string): T {
  if (row === undefined) throw new Error(`the events name the row ${id}, which is not there`);
  return row;
}
