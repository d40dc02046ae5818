import { rowsAfter } from '../../../projections/content/tree.js';
import type { GroupedFunding } from '../../../projections/search/project-sums.js';
import { sumsByGroup } from '../../../projections/search/project-sums.js';
import type { ProjectVersion } from '../../../projections/rows.js';
import type { BranchView, BudgetView, ProjectView, TableFilter } from '../../../services/services.js';
import type { Changes, Count, Page, Paged, ProjectGroup, Rows } from '../../ports/read-model.js';
import type { Contents, ProjectContent } from './contents.js';
import { matchesProject } from './matches-project.js';
import { projectAt, projectInForce } from './row-views.js';

/** The view of a draft's table, and where its rows are. */
export interface BranchTable {
  budget: BudgetView;
  branch: BranchView;
}

export interface DraftProjects {
  /** Those that match, in printed order. */
  page(
    table: BranchTable,
    filter: TableFilter,
    page: Page,
  ): Promise<{ rows: Paged<ProjectView>; nodes: ProjectView[] }>;
  count(table: BranchTable, filter: TableFilter, bound: number): Promise<Count>;
  /** Of all that match, as one group; null: more than `bound` do. */
  sums(table: BranchTable, filter: TableFilter, bound: number): Promise<ProjectGroup[] | null>;
}

/** A project that is looked at; its view is made if it matches. */
interface Candidate {
  key: string;
  content: ProjectContent;
  view(): ProjectView;
}

/** How much is read at once. */
const chunk = 200;

/**
 * The read model's lists have the rows of budgets only, so a draft's table is filtered here: what is in force project by
 * project in its content tree, most of which it shares with its base; what is withdrawn, which no tree holds, row by row.
 */
export function draftProjects(readModel: Rows & Changes, contents: Contents): DraftProjects {
  async function* inForce({ budget }: BranchTable, after: string | null): AsyncGenerator<Candidate> {
    for (let behind = after; ;) {
      const rows = await rowsAfter((hash) => contents.node(hash), budget.treeRoot, behind, chunk, 'project');
      const documents = await contents.projects(rows.map(({ hash }) => hash));
      for (const [index, { key, hash }] of rows.entries()) {
        const content = documents[index] as ProjectContent;
        yield { key, content, view: () => projectInForce(content, { hash, key, ordinal: null }, budget) };
      }
      if (rows.length < chunk) return;
      behind = rows.at(-1)?.key ?? null;
    }
  }

  /** Those that were withdrawn in the base or in the draft, without those that were restored since. */
  async function* withdrawn(table: BranchTable, after: string | null): AsyncGenerator<Candidate> {
    const { budget, branch } = table;
    const ids = new Set<string>();
    for await (const { projectId } of withdrawnAtBase(table)) ids.add(projectId);
    for await (const { entityId } of withdrawnInDraft(table)) ids.add(entityId);
    const found = await readModel.projectVersions([...ids], budget.basis.position, branch);
    const rows = found
      .filter((row): row is ProjectVersion => row?.status === 'WITHDRAWN' && row.orderKey > (after ?? ''))
      .sort((one, other) => (one.orderKey < other.orderKey ? -1 : 1));
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
    return allRows((page) =>
      readModel.projects({ budgetIds: [budgetId], status: 'WITHDRAWN' }, 'PLACE', openedOn, page),
    );
  }

  /** Withdrawing a row is recorded as a change of each of its cells; every row has a name. */
  function withdrawnInDraft({ budget: { basis }, branch: { draftId } }: BranchTable) {
    const filter = {
      drafts: { only: draftId },
      entityKinds: ['PROJECT'],
      kinds: ['REMOVED'],
      paths: ['name'],
    } as const;
    return allRows((page) => readModel.changes(filter, 'OLDEST_FIRST', basis.position, page));
  }

  async function* matching(table: BranchTable, filter: TableFilter, after: string | null) {
    const candidates = filter.status === 'WITHDRAWN' ? withdrawn(table, after) : inForce(table, after);
    for await (const candidate of candidates) if (matchesProject(candidate.content, filter)) yield candidate;
  }

  return {
    async page(table, filter, { first, after }) {
      const found: Candidate[] = [];
      for await (const candidate of matching(table, filter, after)) if (found.push(candidate) > first) break;
      const rows = found.slice(0, first).map(({ key, view }) => ({ key, row: view() }));
      return { nodes: rows.map(({ row }) => row), rows: { rows, more: found.length > first } };
    },

    async sums(table, filter, bound) {
      const found: GroupedFunding[] = [];
      for await (const { content } of matching(table, filter, null)) {
        if (found.push({ key: '', funding: content.document.funding }) > bound) return null;
      }
      return sumsByGroup(found);
    },

    async count(table, filter, bound) {
      const found = matching(table, filter, null);
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
