/** The documents and tree nodes that tables are made of, as they are stored: canonical JSON under its SHA-256. */
export interface ContentBodies {
  /** In the order given. An unknown hash is an error of the store: whoever has a hash has it from a row. */
  contents(hashes: readonly string[]): Promise<string[]>;
}
