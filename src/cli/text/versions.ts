import type { Basis, BudgetView, Done, Queries } from '../../../services/services.js';

/** `版本 3`, or `草案版本 3`: a draft counts its own versions. */
export function versionLabel({ version, draftId }: Basis): string {
  return `${draftId === undefined ? '' : '草案'}版本 ${version ?? ''}`;
}

/** When the version that the view shows was saved; the clock of its basis may be another budget's later save. */
export async function savedAt(queries: Queries, budget: BudgetView): Promise<string> {
  const { edges } = await queries.versions(budget, { first: 1, after: null });
  return edges[0]?.node.recordedAt ?? '';
}

/** What a command saved, as JSON gives it. */
export function saveJson({ budgetId, draftId, version, position, basis, events }: Done): object {
  return {
    budgetId,
    ...(draftId === null ? {} : { draftId }),
    version,
    position,
    recordedAt: basis.recordedAt,
    events: events.length,
  };
}
