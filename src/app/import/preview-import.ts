import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { voidsReview } from '../../../events/draft/draft.rules.js';
import type { ChangedRow } from '../../../projections/changed-rows.js';
import { changedRows } from '../../../projections/changed-rows.js';
import { countsOf } from '../../../projections/compare/stats.js';
import type { ImportCell, ImportPreview, ImportRow, UnmatchedRow } from '../../../services/services.js';
import type { TableDocument } from '../../documents/table-document.js';
import type { SourcedEvent } from '../command-lanes.js';
import type { OwnHistory } from './own-history.js';
import { previewChanges } from '../preview-changes.js';

const nobody = {
  actor: { id: '', role: '', unit: null, onBehalfOf: null },
  reason: null,
  basisDocument: null,
  source: { kind: 'api' },
} as const;

/** A preview that says nothing of the history of what it changes. */
export interface PlainPreview extends Omit<ImportPreview, 'rows' | 'importedBefore'> {
  rows: PlainRow[];
}

interface PlainRow extends Omit<ImportRow, 'cells' | 'undoes'> {
  cells: Omit<ImportCell, 'lastChange' | 'annotations'>[];
}

/** The same preview, with what the table's own events say; they are read when somebody asks. */
export function withHistory(preview: PlainPreview, history: () => Promise<OwnHistory>): ImportPreview {
  const lastChange = async (id: string | null, path: string) =>
    id === null ? null : (await history()).lastChange(id, path);
  return {
    ...preview,
    importedBefore: async () => (await history()).importedBefore,
    rows: preview.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({
        ...cell,
        lastChange: () => lastChange(row.entityId, cell.path),
        async annotations() {
          const change = await lastChange(row.entityId, cell.path);
          return change === null ? [] : (await history()).annotations(change);
        },
      })),
      async undoes() {
        const { importedBefore } = await history();
        if (importedBefore === null) return [];
        const isLater = await Promise.all(
          row.cells.map(async ({ path }) => {
            const change = await lastChange(row.entityId, path);
            return change !== null && change.position > importedBefore.takenInAt;
          }),
        );
        return row.cells.flatMap(({ path }, index) => (isLater[index] === true ? [path] : []));
      },
    })),
  };
}

/** What an import would do, row by row, read off the very events that it would record. */
export function previewOf(
  table: TableDocument,
  state: BudgetState,
  facts: readonly SourcedEvent[],
  unmatched: UnmatchedRow[],
  budgetId: string,
): PlainPreview {
  const events = facts.map(({ event }) => event);
  const lines = new Map<string, number | null>();
  for (const { event, source } of facts) {
    const line = source?.kind === 'import' ? source.line : null;
    for (const id of idsOf(event.data)) lines.set(id, line);
  }
  const changed = changedRows(previewChanges(state, events, nobody));
  const nameOf = projectNames(state, changed);
  const added = new Set(changed.flatMap(({ kind, entityId }) => (kind === 'ADDED' ? [entityId] : [])));
  const rows = changed.map(({ entityId, projectId, ...row }): PlainRow => ({
    ...row,
    // Ids of new rows are others each time that the import is worked out.
    entityId: added.has(entityId) ? null : entityId,
    projectId: projectId === null || added.has(projectId) ? null : projectId,
    projectName: projectId === null ? null : nameOf(projectId),
    line: lines.get(entityId) ?? null,
  }));
  const own = rows.filter(({ entityKind }) => entityKind !== 'BUDGET');
  const inFile = own.filter(({ kind }) => kind !== 'REMOVED').length;
  return {
    budgetId,
    version: state.version,
    opens: state.status === 'absent',
    rows,
    fundUserName: fundUserNames(state, events),
    voidsReview: state.status === 'open' && voidsReview(state, events),
    unmatched,
    assumptions: table.assumptions,
    counts: countsOf(own),
    unchanged: decidedRows(table, unmatched) - inFile,
  };
}

/** What a project is called after the import. */
function projectNames(state: BudgetState, changed: readonly ChangedRow[]): (id: string) => string | null {
  const own = changed.filter(({ entityKind }) => entityKind === 'PROJECT');
  const names = new Map(own.map(({ entityId, entityName }) => [entityId, entityName]));
  const known = state.status === 'open' ? state.projects : null;
  return (id) => names.get(id) ?? known?.get(id)?.name ?? null;
}

function fundUserNames(state: BudgetState, events: readonly BudgetEvent[]): (id: string) => string {
  const added = events.flatMap(({ type, data }) => (type === 'FundUserAdded' ? [data] : []));
  return (id) => {
    const known = state.status === 'open' ? state.fundUsers.get(id)?.name : undefined;
    return known ?? added.find(({ fundUserId }) => fundUserId === id)?.name ?? id;
  };
}

/** How many rows of the file are not asked about, and not below a row that is. */
function decidedRows({ fundUsers }: TableDocument, unmatched: readonly UnmatchedRow[]): number {
  const asked = new Set(unmatched.map(({ key }) => key));
  const decided = <Row>(rows: readonly Row[], kind: string, at: string, below: (row: Row, at: string) => number) =>
    rows.reduce((sum, row, index) => {
      const own = `${at}${index + 1}`;
      return asked.has(`${kind}:${own}`) ? sum : sum + 1 + below(row, `${own}.`);
    }, 0);
  return decided(fundUsers, 'fundUser', '', ({ projects }, fundUser) =>
    decided(projects, 'project', fundUser, ({ indicators }, project) =>
      decided(indicators, 'indicator', project, () => 0),
    ),
  );
}

function idsOf(data: object): string[] {
  const { indicatorId, indicator, projectId, fundUserId, indicators } = data as {
    indicatorId?: string;
    indicator?: { indicatorId: string };
    projectId?: string;
    fundUserId?: string;
    indicators?: { indicatorId: string }[];
  };
  const own = indicatorId ?? indicator?.indicatorId ?? projectId ?? fundUserId;
  return [...(own === undefined ? [] : [own]), ...(indicators ?? []).map((row) => row.indicatorId)];
}
