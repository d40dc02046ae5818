/** A piece of SQL with the values of its question marks; values never become SQL. */
export interface Query {
  sql: string;
  values: (string | number)[];
}

export function condition(sql: string, ...values: (string | number)[]): Query {
  return { sql, values };
}

export function equals(column: string, value: string | number | undefined): Query[] {
  return value === undefined ? [] : [condition(`${column} = ?`, value)];
}

/** To the letter in any of the columns: no wildcards, no case folding. */
export function contains(columns: readonly string[], text: string | undefined): Query[] {
  if (text === undefined || text === '') return [];
  const any = columns.map((column) => `instr(${column}, ?) > 0`).join(' or ');
  return [condition(`(${any})`, ...columns.map(() => text))];
}

export function conjunction(where: readonly Query[]): string {
  return where.map(({ sql }) => sql).join(' and ');
}

/** Runs a query; rows are arrays in the order of its columns. */
export type Select = (query: Query) => unknown[][];
