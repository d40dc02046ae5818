/** What somebody sends who wants others to wait: one request, as JSON at most 100 KB. */
export interface HostileRequest {
  name: string;
  query: string;
  variables?: Record<string, unknown>;
}

/** Ids of a ledger that is asked, the largest table's. */
export interface KnownIds {
  budgetId: string;
  projectId: string;
}

export function repeat(times: number, text: (n: number) => string): string {
  return Array.from({ length: times }, (_, n) => text(n)).join(' ');
}
