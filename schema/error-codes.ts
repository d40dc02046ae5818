import { GraphQLEnumType } from 'graphql';
import type { RefusalCode } from '../events/refusal.js';
import type { QueryErrorCode } from '../services/query-error.js';
import type { Meaning } from './meaning.js';
import { asTold, meaningText } from './meaning.js';
import { transportMeanings } from './meanings-of-transport.js';

/** What a command is refused for, and a query, too: one fault has one code. */
const shared = {
  INVALID_INPUT: {
    when: 'A value is not of the form or range that its place takes, or contradicts another one.',
    remedy: `${asTold} \`argument\` says where.`,
  },
  INVALID_ID: {
    when: 'What is given as an id was cut or altered, or is the id of something else: of another kind, or of an object at another point.',
    remedy: 'Give an `entityId` of the kind that the message names, or an `id` exactly as an answer has it.',
  },
  NOT_FOUND: {
    when: 'Nothing has this id or this number, or it was not there yet at that point.',
    remedy: 'Check the id and the point; of an address, the path.',
  },
  UNKNOWN_POSITION: {
    when: 'The position is none that this ledger ever gave.',
    remedy: 'Give one that an answer had, exactly as it is; drop those of another ledger.',
  },
  FUTURE_TIME: {
    when: 'The time or the day lies in the future.',
    remedy: 'Give one that has passed.',
  },
  TOO_LARGE: {
    when: 'A text is longer, or a list has more members, than its place takes.',
    remedy: 'Send less at once; the message has the bound.',
  },
} as const satisfies Partial<Record<RefusalCode & QueryErrorCode, Meaning>>;

export const refusalMeanings: Record<RefusalCode, Meaning> = {
  ...shared,
  UNKNOWN_CLASS: {
    when: 'The budget’s taxonomy has no such code.',
    remedy: 'Choose one of `Budget.taxonomy`.',
  },
  ALREADY_EXISTS: {
    when: 'There is such a budget already.',
    remedy: 'Edit that one: `entityId` is its id.',
  },
  DUPLICATE_NAME: {
    when: 'Another row of the same group has this name, or another draft of the budget that is open.',
    remedy: 'Choose another name, or edit the one that has it: `entityId`.',
  },
  WITHDRAWN: {
    when: 'The row has been withdrawn; or the seal or the control number has, which is for good.',
    remedy: 'Restore the row first.',
  },
  CONFLICT: {
    when: 'Somebody changed what the command rests on after `expectedVersion`, or after what is to be reverted.',
    remedy: 'Show what stands now (see ConflictError), and send the command again with the version of that.',
  },
  VERSION_AHEAD: {
    when: 'The table has no version `expectedVersion` yet.',
    remedy: 'Read it again, with the `position` of the save as `minPosition`.',
  },
  COMMAND_ID_REUSED: {
    when: 'The commandId was used for a command with other content.',
    remedy: 'Take a new one for each command.',
  },
  UNREADABLE_DOCUMENT: {
    when: 'The document cannot be read.',
    remedy: 'See the line that `argument` names; the message says what is wrong there.',
  },
  AMBIGUOUS_DOCUMENT: {
    when: 'The document can be read in more than one way.',
    remedy: 'Say which by `columns` or `rowColumns`; the message asks.',
  },
  UNMATCHED_ROWS: {
    when: 'Rows of the import have no certain partner.',
    remedy: 'Answer the preview’s `unmatched` by `mapping`.',
  },
  FORBIDDEN: {
    when: 'The caller’s role, or unit, may not do this.',
    remedy: 'Have it done by whom the message names.',
  },
  STALE_CONTENT: {
    when: 'What was looked at is not what stands, or would come out, now.',
    remedy: 'Look again, and decide on that.',
  },
  STAGE_OUT_OF_ORDER: {
    when: 'A stage comes after the one before it, at its version or a later one, on its day or a later one, and once while in force.',
    remedy: 'Seal, or withdraw, in the order that the message names.',
  },
  ABOVE_CONTROL_NUMBER: {
    when: 'The table is above the control number in force.',
    remedy: 'Reduce it by what the message says, or have finance issue another one.',
  },
  NEEDS_ADJUSTMENT: {
    when: '二下 has been sealed: the table changes by adjustment drafts only.',
    remedy:
      'Open one (`openDraft` with its kind, reason and document), or make one of the draft (`convertDraftToAdjustment`).',
  },
  DRAFT_CLOSED: {
    when: 'The draft was promoted or discarded, and can only be read.',
    remedy: 'Open another one.',
  },
  DRAFT_STATUS: {
    when: 'The draft is not where it has to be for this.',
    remedy: 'Bring it to where the message says.',
  },
  OWN_EDITS: {
    when: 'Nobody approves or promotes a draft that they opened or edited, or that was edited on their behalf.',
    remedy: 'Have it done by somebody else.',
  },
  NO_CHANGES: {
    when: 'The draft is the same as the version that it rests on, so there is nothing to review.',
    remedy: 'Edit or discard it.',
  },
  VOIDS_REVIEW: {
    when: 'The draft is under review or approved, and an edit makes that void.',
    remedy: 'Ask, then send the command again with `voidsReview: true`.',
  },
  UNRESOLVED_CONFLICTS: {
    when: 'Budget and draft changed the same.',
    remedy: 'Choose in `resolutions` for each of `conflicts`.',
  },
};

const ofQueries: Record<QueryErrorCode, Meaning> = {
  ...shared,
  INVALID_CURSOR: {
    when: 'The cursor was cut or altered, or is of another list, filter or order.',
    remedy: 'Begin at the first page.',
  },
  TOO_MANY_ROWS: {
    when: 'More rows would have to be added up than an exact answer is given for.',
    remedy: 'Narrow the filter as the message says.',
  },
  VERSION_NEEDS_ONE_BUDGET: {
    when: 'A version, a seal or a draft names no point for a list over many budgets.',
    remedy: 'Name the one budget, or a point by `time`, `date`, `position` or `event`.',
  },
  NOT_YET_APPLIED: {
    when: 'What was recorded up to there is not readable yet, after waiting for it.',
    remedy: 'Ask again shortly.',
  },
  NOT_READY: {
    when: 'Whether the command was done before cannot be said yet; it was not done now.',
    remedy: 'Send it again under the same commandId, later.',
  },
  OUTCOME_UNKNOWN: {
    when: 'The store stopped before it answered: the command may be recorded or not.',
    remedy: 'Send it again under the same commandId: it is not recorded twice.',
  },
  STORE_UNAVAILABLE: {
    when: 'A store does not answer.',
    remedy: 'Ask again shortly; a mutation under the same commandId.',
  },
  STORAGE_FULL: {
    when: 'The disk is full; the command was not saved.',
    remedy: 'Tell the administrator to make room, then send it again.',
  },
  CLOCK_LEAPT: {
    when: 'Nobody can say that the server’s clock is right, so nothing is recorded by it; the command was not done.',
    remedy: 'Tell the administrator: the message names both times and what to do. Questions are answered as ever.',
  },
  BROKEN_SEAL: {
    when: 'The table is not the one that was sealed: its hash is another.',
    remedy: 'Tell the administrator; nothing is shown in its place.',
  },
  BROKEN_CONTENT: {
    when: 'The rows that are kept for a version are not those of its hash.',
    remedy: 'Tell the administrator to rebuild the views.',
  },
  ALTERED_EVENT: {
    when: 'An event is not what was recorded. Nothing is answered, and nothing recorded, from it.',
    remedy: 'Tell the administrator: the message names the event and what to do.',
  },
};

/** Everything that `extensions.code` can say. */
export const errorMeanings: Record<QueryErrorCode | keyof typeof transportMeanings, Meaning> = {
  ...ofQueries,
  ...transportMeanings,
};
export type ErrorCode = keyof typeof errorMeanings;

/** No field has this type: it tells clients what `extensions.code` of an error can be. */
export const ErrorCodeEnum = new GraphQLEnumType({
  name: 'ErrorCode',
  description:
    '`extensions.code` of an error in `errors`: when it is given, and what to do. Codes that are in UserErrorCode, too, mean the same there. `extensions.messageEn` is the message in English, `extensions.argument` where in the arguments it is, outermost first.',
  values: Object.fromEntries(
    Object.entries(errorMeanings).map(([code, meaning]) => [code, { description: meaningText(meaning) }]),
  ),
});
