import { z } from 'zod';
import { taxonomies } from '../../events/taxonomy.js';

const source = z.enum(['fiscalAppropriation', 'specialAccount', 'other']);

const sidecar = z.strictObject({
  fiscalYear: z.int().min(1949).max(2199),
  taxonomy: z.enum(taxonomies.map(({ id }) => id)),
  unitKey: z.string().min(1),
  columns: z.array(source).nullable(),
});

/** What a table's text does not say, written down beside it. */
export type Sidecar = z.infer<typeof sidecar>;

/** @throws Error that names the member at fault */
export function readSidecar(text: string): Sidecar {
  return sidecar.parse(JSON.parse(text));
}
