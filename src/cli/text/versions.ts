import type { Basis, BudgetView, Queries } from '../../../services/services.js';
import { failure } from '../failures.js';

/** A version as it is typed: `3` or `v3`. @throws Failure */
export function versionOf(text: string): number {
  const [, version] = /^v?(\d{1,9})$/i.exec(text) ?? [];
  if (version !== undefined) return Number(version);
  throw failure('usage', 'USAGE', `“${text}”不是版本；请写 3 或 v3。`, `"${text}" is no version; write 3 or v3.`);
}

/** A draft counts its own versions. */
export function versionLabel({ version, draftId }: Basis): string {
  return `${draftId === undefined ? '' : '草案'}版本 ${version ?? ''}`;
}

/** When the version that the view shows was saved; the clock of its basis may be another budget's later save. */
export async function savedAt(queries: Queries, budget: BudgetView): Promise<string> {
  const { edges } = await queries.versions(budget, { first: 1, after: null });
  return edges[0]?.node.recordedAt ?? '';
}
