/** A piece of SQL with the values of its question marks; values never become SQL. */
export interface Query {
  sql: string;
  values: (string | number)[];
}

export function condition(sql: string, ...values: (string | number)[]): Query {
  return { sql, values };
}

/** One of the values; undefined: whatever it is. */
export function oneOf(column: string, values: readonly (string | number)[] | undefined): Query[] {
  if (values === undefined) return [];
  const [only, another] = values;
  if (only !== undefined && another === undefined) return [condition(`${column} = ?`, only)];
  return [condition(`${column} in (select value from json_each(?))`, JSON.stringify(values))];
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
