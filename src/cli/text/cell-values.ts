import { classOf, taxonomies } from '../../../events/taxonomy.js';
import type { BudgetView } from '../../../services/services.js';
import type { Reader } from '../ledger/read-ledger.js';

/**
 * A cell's value as a person reads it: a class with its name, a fund user by its name, everything else as it is. A
 * place gives nothing, since the rank that orders rows means nothing by itself.
 */
export type ValueText = (path: string, value: string | null) => Promise<string>;

/** @param table a fund user is called what it is called there; absent, and if it has no such: what it is called now */
export function createValueText({ queries, at }: Reader, table?: BudgetView): ValueText {
  const names = new Map<string, string>();
  let areRead = table === undefined;
  async function fundUserName(id: string): Promise<string> {
    if (table !== undefined && !areRead) for (const row of await queries.fundUsers(table)) names.set(row.id, row.name);
    areRead = true;
    const known = names.get(id);
    if (known !== undefined) return known;
    const node = await queries.node(id, at(null));
    const name = node?.kind === 'FUND_USER' ? node.fundUser.name : id;
    names.set(id, name);
    return name;
  }
  return async (path, value) => {
    if (value !== null && path === 'fundUser') return fundUserName(value);
    return plainValueText(path, value);
  };
}

/** The same for every cell but a fund user, whose name has to be looked up. */
export function plainValueText(path: string, value: string | null): string {
  if (value === null || path === 'place') return '';
  return path === 'class' ? classText(value) : value;
}

/** A code means the same in every taxonomy that has it. */
function classText(code: string): string {
  const found = taxonomies.map((taxonomy) => classOf(taxonomy, code)).find((each) => each !== undefined);
  return found === undefined ? code : `${code} ${found.name}`;
}
