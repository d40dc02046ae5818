import type { CommandRow } from './statements.js';

/** What became of one save; errors as data, since they cross threads. */
export type Appended =
  | { kind: 'appended'; outcome: CommandRow }
  | { kind: 'repeated'; outcome: CommandRow }
  | { kind: 'conflict'; actualRevision: number }
  | { kind: 'full' }
  /** Certain: nothing of it is stored. */
  | { kind: 'refused'; message: string }
  | { kind: 'unknown'; message: string };
