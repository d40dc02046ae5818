import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { voidsReview } from '../../../events/draft/draft.rules.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { ImportCell, ImportPreview, ImportRow, UnmatchedRow } from '../../../services/services.js';
import type { TableDocument } from '../../documents/table-document.js';
import type { SourcedEvent } from '../command-lanes.js';
import type { OwnHistory } from './own-history.js';
import { previewChanges } from '../preview-changes.js';

const nobody = {
  actor: { id: '', role: '', unit: null, onBehalfOf: null },
  reason: null,
  basisDocument: null,
};

/** A preview that says nothing of the history of what it changes. */
export interface PlainPreview extends Omit<ImportPreview, 'rows' | 'importedBefore'> {
  rows: PlainRow[];
}

interface PlainRow extends Omit<ImportRow, 'cells'> {
  cells: Pick<ImportCell, 'path' | 'before' | 'after'>[];
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
        async undoes() {
          const { importedBefore } = await history();
          const change = await lastChange(row.entityId, cell.path);
          return importedBefore !== null && change !== null && change.position > importedBefore.position;
        },
      })),
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
  const cellsByRow = new Map<string, ChangedCell[]>();
  for (const cell of previewChanges(state, events, nobody)) {
    cellsByRow.set(cell.entityId, [...(cellsByRow.get(cell.entityId) ?? []), cell]);
  }
  for (const { event, source } of facts) {
    const line = source?.kind === 'import' ? source.line : null;
    for (const id of idsOf(event.data)) lines.set(id, line);
  }
  const rows = [...cellsByRow].map(([id, cells]) => rowOf(id, cells, lines.get(id) ?? null));
  const count = (kind: ImportRow['kind']) =>
    rows.filter((row) => row.kind === kind && row.entityKind !== 'BUDGET').length;
  const inFile = rows.filter((row) => row.kind !== 'WITHDRAWN' && row.entityKind !== 'BUDGET').length;
  return {
    budgetId,
    version: state.version,
    opens: state.status === 'absent',
    rows,
    fundUserName: fundUserNames(state, events),
    voidsReview: state.status === 'open' && voidsReview(state, events),
    unmatched,
    assumptions: table.assumptions,
    counts: {
      added: count('ADDED'),
      changed: count('CHANGED'),
      renamed: count('RENAMED'),
      withdrawn: count('WITHDRAWN'),
      restored: count('RESTORED'),
      unchanged: decidedRows(table, unmatched) - inFile,
    },
  };
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

function rowOf(id: string, cells: readonly ChangedCell[], line: number | null): PlainRow {
  const [first] = cells as [ChangedCell];
  const kinds = new Set(cells.map(({ kind }) => kind));
  const kind = kinds.has('ADDED')
    ? 'ADDED'
    : kinds.has('REMOVED')
      ? 'WITHDRAWN'
      : kinds.has('RESTORED')
        ? 'RESTORED'
        : kinds.has('RENAMED')
          ? 'RENAMED'
          : 'CHANGED';
  return {
    kind,
    entityKind: first.entityKind,
    entityId: kind === 'ADDED' ? null : id,
    name: cells.at(-1)?.entityName ?? first.entityName,
    line,
    cells: cells.map(({ path, before, after }) => ({ path, before, after })),
  };
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
