import { setImmediate as othersFirst } from 'node:timers/promises';
import { compareAmounts, sumAmounts } from '../../../events/money.js';
import { ordinalOf, rangeTotals, rowsFrom } from '../../../projections/content/tree.js';
import { behind } from '../../../projections/order-key.js';
import type { FundUserDocument } from '../../../projections/content-documents.js';
import type {
  BudgetView,
  Check,
  DeclaredView,
  FundUserView,
  ProjectView,
  TotalsView,
} from '../../../services/services.js';
import { pagedRows, readingOf } from '../../ports/paging.js';
import type { Page, Paged } from '../../ports/read-model.js';
import type { Contents } from './contents.js';
import { totalsView } from './contents.js';
import { projectInForce } from './row-views.js';

/** Reading one table at one version from its content tree: a few reads by key, however long its history is. */
export function tableReader(contents: Contents) {
  const load = (hash: string) => contents.node(hash);

  /** Projects in printed order; keys are those of the tree's rows. */
  async function projects(budget: BudgetView, page: Page): Promise<Paged<ProjectView>> {
    const { size, from, backwards } = readingOf(page);
    const wanted = { from, limit: size + 1, kind: 'project', backwards } as const;
    const found = await rowsFrom(load, budget.treeRoot, wanted);
    const { rows, more } = pagedRows(
      page,
      found.map((row) => ({ key: row.key, row })),
    );
    const start = rows[0] === undefined ? 0 : await ordinalOf(load, budget.treeRoot, rows[0].key, 'project');
    const documents = await contents.projects(rows.map(({ row }) => row.hash));
    const views = documents.map((document, index) => {
      const { key, row } = rows[index] as (typeof rows)[number];
      return { key, row: projectInForce(document, { hash: row.hash, key, ordinal: start + index }, budget) };
    });
    return { rows: views, more };
  }

  async function fundUsers(budget: BudgetView): Promise<FundUserView[]> {
    const all = { from: null, limit: Infinity, kind: 'fundUser', backwards: false } as const;
    const rows = await rowsFrom(load, budget.treeRoot, all);
    const documents = await contents.fundUsers(rows.map(({ hash }) => hash));
    return documents.map((document, index) => ({
      id: document.id,
      ordinal: index + 1,
      name: document.name,
      status: 'ACTIVE',
      budget,
      declaredTotals: declaredView(document.declared),
      lineage: document.lineage ?? null,
      orderKey: rows[index]?.key ?? '',
    }));
  }

  async function fundUserTotals({ budget, orderKey }: FundUserView): Promise<TotalsView> {
    return totalsView((await rangeTotals(load, budget.treeRoot, orderKey, behind(orderKey))).sums);
  }

  async function declaredTotals(budget: BudgetView): Promise<TotalsView | null> {
    const declared = (await fundUsers(budget)).flatMap((row) => row.declaredTotals ?? []);
    if (declared.length === 0) return null;
    const sum = (cell: keyof TotalsView) => sumAmounts(declared.map((row) => row[cell]));
    return {
      total: sum('total'),
      fiscalAppropriation: sum('fiscalAppropriation'),
      specialAccount: sum('specialAccount'),
      other: sum('other'),
    };
  }

  async function checks(budget: BudgetView): Promise<Check[]> {
    const found: Check[] = [];
    for (const fundUser of await fundUsers(budget)) {
      if (fundUser.declaredTotals === null) continue;
      const derived = await fundUserTotals(fundUser);
      for (const cell of declaredCells(fundUser.declaredTotals)) {
        const row = { entityId: fundUser.id, entityKind: 'FUND_USER' as const, name: fundUser.name };
        const declared = fundUser.declaredTotals[cell] ?? '0';
        found.push(...differing(row, `declaredTotals.${cell}`, cell, declared, derived[cell]));
      }
    }
    for await (const page of projectPages(budget)) {
      for (const project of page) {
        if (project.declaredTotal === null) continue;
        const row = { entityId: project.id, entityKind: 'PROJECT' as const, name: project.name };
        found.push(...differing(row, 'declaredTotal', 'total', project.declaredTotal, project.funding.total));
      }
    }
    return found;
  }

  async function* projectPages(budget: BudgetView): AsyncGenerator<ProjectView[]> {
    for (let after: string | null = null; ;) {
      const { rows, more } = await projects(budget, { first: 200, after });
      yield rows.map(({ row }) => row);
      if (!more) return;
      after = rows.at(-1)?.key ?? null;
      // A large table has many pages, and the thread has others to answer.
      await othersFirst();
    }
  }

  return {
    projects,
    fundUsers,
    fundUserTotals,
    declaredTotals,
    checks,
    projectOrdinal: (project: ProjectView) => ordinalOf(load, project.budget.treeRoot, project.orderKey, 'project'),
    fundUserOrdinal: (budget: BudgetView, key: string) => ordinalOf(load, budget.treeRoot, key, 'fundUser'),
  };
}

/** A row that prints only its total declares nothing about the sources. */
function declaredCells({ total: _total, ...sources }: DeclaredView): (keyof TotalsView)[] {
  const split = Object.values(sources).some((amount) => (amount ?? '0') !== '0');
  return split ? ['total', 'fiscalAppropriation', 'specialAccount', 'other'] : ['total'];
}

/** null: the document printed no amounts in the row. */
export function declaredView(declared: FundUserDocument['declared']): DeclaredView | null {
  const { total, fiscalAppropriation, specialAccount, other } = declared;
  const amounts = { total, fiscalAppropriation, specialAccount, other };
  return Object.values(amounts).every((amount) => amount === null) ? null : amounts;
}

/** What the table prints over its columns of money. */
const columnNames: Record<keyof TotalsView, string> = {
  total: '总计',
  fiscalAppropriation: '财政拨款',
  specialAccount: '财政专户拨款',
  other: '其他资金',
};

function differing(
  { name, ...row }: Pick<Check, 'entityId' | 'entityKind'> & { name: string },
  path: string,
  column: keyof TotalsView,
  declared: string,
  derived: string,
): Check[] {
  if (compareAmounts(declared, derived) === 0) return [];
  return [
    {
      code: 'DECLARED_TOTAL_DIFFERS',
      ...row,
      path,
      declared,
      derived,
      message: `“${name}”${columnNames[column]}申报数 ${declared} 万元与合计数 ${derived} 万元不一致。`,
      messageEn: `"${name}" declares ${declared} (万元) as its ${columnNames[column]}, but its rows add up to ${derived}.`,
    },
  ];
}
