import type { TableOf } from './identity.js';

/**
 * Why a command was refused. Codes are part of the API (`UserErrorCode`): once published, never renamed.
 */
export const refusalCodes = [
  'INVALID_INPUT',
  'INVALID_ID',
  'UNKNOWN_CLASS',
  'NOT_FOUND',
  'UNKNOWN_POSITION',
  'FUTURE_TIME',
  'ALREADY_EXISTS',
  'DUPLICATE_NAME',
  'WITHDRAWN',
  'CONFLICT',
  'VERSION_AHEAD',
  'COMMAND_ID_REUSED',
  'TOO_LARGE',
  'UNREADABLE_DOCUMENT',
  'AMBIGUOUS_DOCUMENT',
  'UNMATCHED_ROWS',
  'FORBIDDEN',
  'STALE_CONTENT',
  'STAGE_OUT_OF_ORDER',
  'ABOVE_CONTROL_NUMBER',
  'NEEDS_ADJUSTMENT',
  'DRAFT_CLOSED',
  'DRAFT_STATUS',
  'OWN_EDITS',
  'NO_CHANGES',
  'VOIDS_REVIEW',
  'UNRESOLVED_CONFLICTS',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** The present content of a row that somebody else changed after the version that the editor was looking at. */
export interface ConflictDetails {
  /** Which table the row stands in. */
  table: TableOf;
  /** The one cell that it is about, where only that one is in the way. */
  cell?: CellInConflict;
  /** The row's own cells as they are now, path → value (null: blank). */
  current: Record<string, string | null>;
  /** Of the save that changed it, as its own table counts. In a draft that is the budget's where the base has it. */
  version: number;
  /** The draft that it was changed in; null: the budget itself. */
  draftId: string | null;
  actorId: string;
  /** RFC 3339, UTC. */
  recordedAt: string;
}

/** The three values of a cell that a revert would overwrite; null: blank, or the row is not there. */
export interface CellInConflict {
  path: string;
  /** What the undone change had made of it. */
  base: string | null;
  /** What stands now. */
  ours: string | null;
  /** What the revert would put there: the value before what it undoes. */
  theirs: string | null;
}

export interface RefusalDetails {
  /** Where in the input, outermost first: `['changes', '3', 'name']`. */
  argument?: string[];
  entityId?: string;
  conflict?: ConflictDetails;
  cause?: unknown;
}

/**
 * A command that the rules do not allow; nothing of it is stored. `message` is Chinese, `messageEn` English; both say
 * what is wrong and what to do.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly argument: readonly string[];
  readonly entityId: string | undefined;
  readonly conflict: ConflictDetails | undefined;

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly messageEn: string,
    details: RefusalDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.argument = details.argument ?? [];
    this.entityId = details.entityId;
    this.conflict = details.conflict;
  }

  /** The same refusal seen from one level further out. */
  within(...outer: string[]): Refusal {
    return this.saying(this.message, this.messageEn, [...outer, ...this.argument]);
  }

  /** The same refusal in other words, or at another place. */
  saying(message: string, messageEn: string, argument: readonly string[] = this.argument): Refusal {
    return new Refusal(this.code, message, messageEn, {
      argument: [...argument],
      ...(this.entityId === undefined ? {} : { entityId: this.entityId }),
      ...(this.conflict === undefined ? {} : { conflict: this.conflict }),
      ...(this.cause === undefined ? {} : { cause: this.cause }),
    });
  }
}
