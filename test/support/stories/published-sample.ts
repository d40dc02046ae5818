import { readFileSync } from 'node:fs';
import type { Taxonomy } from '../../../events/taxonomy.js';
import { defaultTaxonomy, taxonomyOf } from '../../../events/taxonomy.js';
import type { ReadingOptions } from '../../../src/documents/published-text.js';
import { readPublishedText } from '../../../src/documents/published-text.js';
import { readSidecar } from '../../../src/documents/sidecar.js';
import type { TableDocument } from '../../../src/documents/table.js';
import { Refusal } from '../../../events/refusal.js';

const path = 'samples/000_fa349c3ba6376aff';

/** The published table as it lies in the repository, and what is written down beside it. */
export const sampleBytes = readFileSync(`${path}.txt`);
export const sampleText = sampleBytes.toString('utf8');
export const sampleSidecar = readSidecar(readFileSync(`${path}.json`, 'utf8'));

export const taxonomy = taxonomyOf(defaultTaxonomy) as Taxonomy;

/** Reads text as the importer does; columns as given, otherwise assumed. */
export function read(text: string | Uint8Array, options: Partial<ReadingOptions> = {}): TableDocument {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return readPublishedText(bytes, { taxonomy, ...options });
}

export function readSample(options: Partial<ReadingOptions> = {}): TableDocument {
  return read(sampleBytes, { columns: sampleSidecar.columns ?? undefined, ...options });
}

/** The refusal that an action ends in; what it gives instead of one is an error of the test. */
export function refusalOf(action: () => unknown): Refusal {
  try {
    action();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
