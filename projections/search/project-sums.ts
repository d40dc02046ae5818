import { sumAmounts } from '../../events/money.js';
import type { FundingSums } from '../rows.js';

/** The money of one project, and the group that it is counted in. */
export interface GroupedFunding {
  key: string;
  funding: Record<keyof FundingSums, string | null>;
}

/** Exact sums by group, each with how many projects it has and how many of them have money from each source. */
export function sumsByGroup(rows: Iterable<GroupedFunding>) {
  const groups = new Map<string, Record<keyof FundingSums, string[]> & { projects: number }>();
  for (const { key, funding } of rows) {
    const group = groups.get(key) ?? { projects: 0, fiscalAppropriation: [], specialAccount: [], other: [] };
    groups.set(key, group);
    group.projects += 1;
    for (const source of sources) {
      const amount = funding[source];
      if (amount !== null) group[source].push(amount);
    }
  }
  return [...groups].map(([key, { projects, fiscalAppropriation, specialAccount, other }]) => ({
    key,
    projects,
    sums: {
      fiscalAppropriation: sumAmounts(fiscalAppropriation),
      specialAccount: sumAmounts(specialAccount),
      other: sumAmounts(other),
    },
    funded: {
      fiscalAppropriation: fiscalAppropriation.length,
      specialAccount: specialAccount.length,
      other: other.length,
    },
  }));
}

const sources: readonly (keyof FundingSums)[] = ['fiscalAppropriation', 'specialAccount', 'other'];

/** The one group of no rows. */
export const noProjects = {
  key: '',
  projects: 0,
  sums: { fiscalAppropriation: '0', specialAccount: '0', other: '0' },
  funded: { fiscalAppropriation: 0, specialAccount: 0, other: 0 },
};
