import type { AnnotationRow, Deed } from '../projections/sealing-rows.js';

/** Who recorded something, when and why: of each thing that an event recorded, in the one shape. */
export type Recorded = Omit<Deed, 'savedAs'>;

/** What shows the reason and the document of a save, with what was said later about these. */
export interface Annotated {
  /** By the point that it is read at, oldest first; read together for all that is answered with it. */
  annotations(): Promise<AnnotationRow[]>;
}
