/** Only of a row that has one: what has none is stored, and hashed, as it was before there was lineage. */
export function lineageOf({ lineage }: { readonly lineage?: string }): { lineage?: string } {
  return lineage === undefined ? {} : { lineage };
}
