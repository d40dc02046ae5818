import { z } from 'zod';

/** Bumped whenever what a backup consists of changes. Before 2 there were no files, and names in a file of SQLite. */
export const backupFormat = 2;
const firstFormat = 1;
export const manifestName = 'manifest.json';

const manifest = z.strictObject({
  format: z.union([z.literal(firstFormat), z.literal(backupFormat)]),
  /** Of the program that wrote it. */
  program: z.string(),
  /** RFC 3339 UTC. */
  takenAt: z.iso.datetime(),
  ledger: z.strictObject({
    /** Position of the last event; the start of the ledger where there is none. */
    head: z.string(),
    events: z.int().min(0),
    saves: z.int().min(0),
    /** The ledger's clock at the head; null: nothing is recorded. */
    clock: z.iso.datetime().nullable(),
  }),
  files: z.array(
    z.strictObject({
      // A name and no path: a manifest must not lead anywhere else.
      name: z.string().regex(/^[\w-][\w.-]*$/),
      bytes: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      holds: z.enum(['EVENTS', 'ACTORS', 'FILE']),
    }),
  ),
});

/** What a backup says of itself, in the file that is written last: a folder without it is no backup. */
export type Manifest = z.infer<typeof manifest>;
export type BackupFile = Manifest['files'][number];

/** null: it is no manifest that this program reads. */
export function readManifest(text: string): Manifest | null {
  try {
    return manifest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
