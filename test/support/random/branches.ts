import fc from 'fast-check';
import type { WantedRow } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { TreeRow } from '../../../projections/content/tree.js';
import { contentHash, editTree } from '../../../projections/content/tree.js';
import { budgetDocument } from '../../../projections/documents.js';
import type { TableRows } from '../../../projections/merge/table-rows.js';
import { tableRows } from '../../../projections/merge/table-rows.js';
import type { ThreeTables } from '../../../projections/merge/three-way.js';
import { anySaves, openedBudget, playSaves, stampOf } from './edits.js';
import { sideOf } from './table-sides.js';
import { anyone } from '../given-when-then/budget-builders.js';

/** A budget, and two that were made out of it without knowing of each other. */
export interface Branches {
  base: OpenBudgetState;
  ours: OpenBudgetState;
  theirs: OpenBudgetState;
}

/** Any table, edited by the rules on two branches. */
export const anyBranches: fc.Arbitrary<Branches> = fc
  .tuple(anySaves({ maxSaves: 5 }), anySaves({ maxSaves: 3 }), anySaves({ maxSaves: 3 }))
  .map(([common, one, other]) => {
    const base = playSaves(common).at(-1)?.after ?? openedBudget();
    const branch = (saves: typeof one, name: string) => playSaves(saves, { from: base, branch: name }).at(-1)?.after;
    return { base, ours: branch(one, 'ours') ?? base, theirs: branch(other, 'theirs') ?? base };
  });

export function tableOf(budget: OpenBudgetState): TableRows {
  const { budget: own, fundUsers, projects } = sideOf(budget);
  return tableRows(
    own,
    [...fundUsers, ...projects].map(({ document }) => document),
  );
}

export function tablesOf({ base, ours, theirs }: Branches): ThreeTables {
  return { base: tableOf(base), ours: tableOf(ours), theirs: tableOf(theirs) };
}

export function settingRows(budget: OpenBudgetState, rows: ReadonlyMap<string, WantedRow>): BudgetEvent[] {
  return decide({ type: 'SetRows', by: anyone, budgetId: budget.budgetId, expectedVersion: null, rows }, budget);
}

/** Folded by the program's own `evolve`. */
export function folded(budget: OpenBudgetState, events: readonly BudgetEvent[]): OpenBudgetState {
  const stamp = stampOf(budget.version + 1);
  return events.reduce((state, event) => evolve(state, event, stamp) as OpenBudgetState, budget);
}

const projectCounts = { fundUsers: 0, projects: 1 } as const;
const noFunding = { fiscalAppropriation: null, specialAccount: null, other: null };
const fundUserCounts = { fundUsers: 1, projects: 0 } as const;

/**
 * The content hash of the table, made from nothing. The program's own tree makes it: this notices a tree that depends on
 * the way it came about, but not one that hashes too little.
 */
export async function contentHashOf(budget: OpenBudgetState): Promise<string> {
  const { fundUsers, projects } = sideOf(budget);
  const rows = [...fundUsers, ...projects].map(({ key, document }): [string, TreeRow] => {
    const counts = document.kind === 'project' ? projectCounts : fundUserCounts;
    const { fiscalAppropriation, specialAccount, other } = document.kind === 'project' ? document.funding : noFunding;
    const sums = {
      fiscalAppropriation: fiscalAppropriation ?? '0',
      specialAccount: specialAccount ?? '0',
      other: other ?? '0',
    };
    return [key, { key, hash: contentHash(JSON.stringify(document)), ...counts, sums }];
  });
  const noNode = () => {
    throw new Error('a tree that is made from nothing reads no node');
  };
  const { root } = await editTree(noNode, null, new Map(rows));
  return contentHash(JSON.stringify(budgetDocument(budget, root)));
}
