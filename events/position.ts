/**
 * A place in the whole ledger: an opaque string, and plain string order is ledger order (`a < b` ⇔ a is earlier).
 * An engine's adapter encodes its own coordinates in a fixed width (a row number; KurrentDB's commit and prepare).
 */
export type Position = string & { readonly __position: unique symbol };

/** Before the first event of any ledger: less than every other position. */
export const ledgerStart = '0' as Position;
