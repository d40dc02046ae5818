import { compareAmounts } from '../../../events/money.js';
import { rowsFrom } from '../../../projections/content/tree.js';
import type { ProjectVersion } from '../../../projections/rows.js';
import type { BranchView, BudgetView, ProjectView, TableFilter } from '../../../services/services.js';
import type { PageReading } from '../../ports/paging.js';
import { pagedRows, readingOf } from '../../ports/paging.js';
import type { Changes, Count, Keyed, Page, Paged, Rows } from '../../ports/read-model.js';
import type { Contents, ProjectContent } from './contents.js';
import { projectAt, projectInForce } from './row-views.js';

/** The view of a draft's table, and where its rows are. */
export interface BranchTable {
  budget: BudgetView;
  branch: BranchView;
}

export interface DraftProjects {
  /** Those that match, in printed order. */
  page(table: BranchTable, filter: TableFilter, page: Page): Promise<Paged<ProjectView>>;
  count(table: BranchTable, filter: TableFilter, bound: number): Promise<Count>;
}

/** A project that is looked at; its view is made if it matches. */
interface Candidate {
  key: string;
  content: ProjectContent;
  view(): ProjectView;
}

type Way = Pick<PageReading, 'from' | 'backwards'>;

/** How much is read at once. */
const chunk = 200;

/**
 * The read model's lists have the rows of budgets only, so a draft's table is filtered here: what is in force project by
 * project in its content tree, most of which it shares with its base; what is withdrawn, which no tree holds, row by row.
 */
export function draftProjects(readModel: Rows & Changes, contents: Contents): DraftProjects {
  async function* inForce({ budget }: BranchTable, { from, backwards }: Way): AsyncGenerator<Candidate> {
    for (let next = from; ;) {
      const wanted = { from: next, limit: chunk, kind: 'project', backwards } as const;
      const rows = await rowsFrom((hash) => contents.node(hash), budget.treeRoot, wanted);
      const documents = await contents.projects(rows.map(({ hash }) => hash));
      for (const [index, { key, hash }] of rows.entries()) {
        const content = documents[index] as ProjectContent;
        yield { key, content, view: () => projectInForce(content, { hash, key, ordinal: null }, budget) };
      }
      if (rows.length < chunk) return;
      next = rows.at(-1)?.key ?? null;
    }
  }

  /** Those that were withdrawn in the base or in the draft, without those that were restored since. */
  async function* withdrawn(table: BranchTable, { from, backwards }: Way): AsyncGenerator<Candidate> {
    const { budget, branch } = table;
    const ids = new Set<string>();
    for await (const { projectId } of withdrawnAtBase(table)) ids.add(projectId);
    for await (const { entityId } of withdrawnInDraft(table)) ids.add(entityId);
    const found = await readModel.projectVersions([...ids], budget.basis.position, branch);
    const rows = found
      .filter((row): row is ProjectVersion => row?.status === 'WITHDRAWN')
      .filter(({ orderKey }) => from === null || (backwards ? orderKey < from : orderKey > from))
      .sort((one, other) => (one.orderKey < other.orderKey !== backwards ? -1 : 1));
    for (let start = 0; start < rows.length; start += chunk) {
      const part = rows.slice(start, start + chunk);
      const documents = await contents.projects(part.map(({ hash }) => hash));
      for (const [index, row] of part.entries()) {
        const content = documents[index] as ProjectContent;
        yield { key: row.orderKey, content, view: () => projectAt(content, row, budget) };
      }
    }
  }

  function withdrawnAtBase({ budget: { id: budgetId }, branch: { openedOn } }: BranchTable) {
    return allRows((page) => readModel.projects({ budgetId, status: 'WITHDRAWN' }, 'PLACE_ASC', openedOn, page));
  }

  /** Withdrawing a row is recorded as a change of each of its cells; every row has a name. */
  function withdrawnInDraft({ budget: { basis }, branch: { draftId } }: BranchTable) {
    const filter = { drafts: { only: draftId }, entityKind: 'PROJECT', kind: 'REMOVED', path: 'name' } as const;
    return allRows((page) => readModel.changes(filter, 'OLDEST_FIRST', basis.position, page));
  }

  async function* matching(table: BranchTable, filter: TableFilter, way: Way) {
    const candidates = filter.status === 'WITHDRAWN' ? withdrawn(table, way) : inForce(table, way);
    for await (const candidate of candidates) if (matches(candidate.content, filter)) yield candidate;
  }

  return {
    async page(table, filter, page) {
      const reading = readingOf(page);
      const found: Keyed<Candidate>[] = [];
      for await (const candidate of matching(table, filter, reading)) {
        if (found.push({ key: candidate.key, row: candidate }) > reading.size) break;
      }
      const { rows, more } = pagedRows(page, found);
      return { rows: rows.map(({ key, row }) => ({ key, row: row.view() })), more };
    },

    async count(table, filter, bound) {
      const found = matching(table, filter, { from: null, backwards: false });
      for (let value = 0; ; value += 1) {
        if ((await found.next()).done === true) return { value, exact: true };
        if (value === bound) return { value, exact: false };
      }
    },
  };
}

async function* allRows<Row>(pageOf: (page: Page) => Promise<Paged<Row>>): AsyncGenerator<Row> {
  for (let after: string | null = null; ;) {
    const { rows, more } = await pageOf({ first: chunk, after });
    for (const { row } of rows) yield row;
    if (!more) return;
    after = rows.at(-1)?.key ?? null;
  }
}

/** As the read model's lists understand it. */
function matches({ document, funding }: ProjectContent, filter: TableFilter): boolean {
  const { fundUserId, nameContains = '', fundedBy, totalAtLeast, totalAtMost } = filter;
  return (
    (fundUserId === undefined || document.fundUserId === fundUserId) &&
    document.name.includes(nameContains) &&
    (fundedBy === undefined || document.funding[fundedBy] !== null) &&
    (totalAtLeast === undefined || compareAmounts(funding.total, totalAtLeast) >= 0) &&
    (totalAtMost === undefined || compareAmounts(funding.total, totalAtMost) <= 0)
  );
}
