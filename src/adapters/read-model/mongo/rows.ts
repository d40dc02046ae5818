import type { Rows } from '../../../ports/read-model.js';
import type { Reading, Topic } from './documents.js';

export const rowTopic: Topic = { kinds: [], writes: async () => [] };

export function rowsOf(_reading: Reading): Rows {
  const missing = async (): Promise<never> => {
    throw new Error('rows of budgets are not kept in MongoDB yet');
  };
  return {
    budget: missing,
    budgets: missing,
    countBudgets: missing,
    budgetTotals: missing,
    fundUserVersions: missing,
    projectVersions: missing,
    indicatorVersions: missing,
    projects: missing,
    countProjects: missing,
    indicators: missing,
    countIndicators: missing,
  };
}
