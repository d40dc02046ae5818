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

/** The text occurs literally in one of the columns: no wildcards, no case folding. */
export function contains(columns: readonly string[], text: string | undefined): Query[] {
  if (text === undefined || text === '') return [];
  const any = columns.map((column) => `instr(${column}, ?) > 0`).join(' or ');
  return [condition(`(${any})`, ...columns.map(() => text))];
}

/** The column does not hold the text; '': it holds some text. */
export function withoutText(column: string, text: string): Query {
  if (text === '') return condition(`coalesce(${column}, '') <> ''`);
  return condition(`instr(coalesce(${column}, ''), ?) = 0`, text);
}

export function conjunction(where: readonly Query[]): string {
  return where.map(({ sql }) => sql).join(' and ');
}

/** A statement to be asked again and again; rows are arrays in the order of its columns. */
export interface Prepared {
  /** undefined: no row. */
  get(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
}

export type Prepare = (sql: string) => Prepared;

/** Runs a query; rows are arrays in the order of its columns. */
export type Select = (query: Query) => unknown[][];

/** How many statements are kept prepared, by their text: filters and orders make many. */
const statementsKept = 500;

export function selectWith(prepare: Prepare): Select {
  const prepared = new Map<string, Prepared>();
  return ({ sql, values }) => {
    const statement = prepared.get(sql) ?? prepare(sql);
    if (prepared.size < statementsKept) prepared.set(sql, statement);
    return statement.all(...values) as unknown[][];
  };
}
