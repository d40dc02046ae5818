import type { Deed } from '../projections/sealing-rows.js';

/** Who recorded something, when and why: of each thing that an event recorded, in the one shape. */
export type Recorded = Omit<Deed, 'savedAs'>;
