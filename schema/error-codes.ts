import { GraphQLEnumType } from 'graphql';
import type { RefusalCode } from '../events/refusal.js';
import type { QueryErrorCode } from '../services/query-error.js';

/** When a code is given, and what whoever gets it does. */
interface Meaning {
  when: string;
  remedy: string;
}

const asTold = 'Correct what the message says.';

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
  BROKEN_SEAL: {
    when: 'The table is not the one that was sealed: its hash is another.',
    remedy: 'Tell the administrator; nothing is shown in its place.',
  },
  BROKEN_CONTENT: {
    when: 'The rows that are kept for a version are not those of its hash.',
    remedy: 'Tell the administrator to rebuild the views.',
  },
};

const ofTransport = {
  GRAPHQL_PARSE_FAILED: { when: 'The document is no GraphQL, or over the bound of its length.', remedy: asTold },
  GRAPHQL_VALIDATION_FAILED: {
    when: 'The document does not fit this contract, or is nested too deep.',
    remedy: `${asTold} Compare with schema.graphql.`,
  },
  OPERATION_RESOLUTION_FAILURE: {
    when: 'There is no operation to run, or several.',
    remedy: 'Name one by `operationName`.',
  },
  BAD_REQUEST: { when: 'The request is none of GraphQL over HTTP, or could be forged.', remedy: asTold },
  PERSISTED_QUERY_NOT_FOUND: {
    when: 'The server has no query of this hash yet.',
    remedy: 'Send the query with its hash; clients do so by themselves.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    when: 'The protocol’s version is another than 1.',
    remedy: 'Send the query itself; clients do so by themselves.',
  },
  PERSISTED_QUERY_MISMATCH: { when: 'The hash is not that of the query.', remedy: 'Hash the text that is sent.' },
  TOO_EXPENSIVE: {
    when: 'The query would read more fields than the server takes at once.',
    remedy: 'Ask for a smaller `first`, or in several queries.',
  },
  SUBSCRIPTION_OVER_HTTP: {
    when: 'A subscription came over HTTP.',
    remedy: 'Send it over a WebSocket, in graphql-transport-ws.',
  },
  SUBSCRIPTIONS_ONLY: {
    when: 'A query or a mutation came over the WebSocket.',
    remedy: 'Send it by HTTP POST.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    when: 'The connection has as many subscriptions as it may.',
    remedy: 'End some, or open another connection.',
  },
  TOO_MANY_SOCKETS: { when: 'The server has as many WebSockets as it takes.', remedy: 'Try again later.' },
  INVALID_UPGRADE: { when: 'The request for a WebSocket is none.', remedy: asTold },
  INVALID_JSON: { when: 'The body is no JSON.', remedy: 'Send an object of JSON with `query` and `variables`.' },
  INVALID_UTF8: { when: 'The body or the address is no UTF-8.', remedy: 'Convert it before you send it.' },
  UNSUPPORTED_BODY: {
    when: 'The body is said to be compressed, or in another charset.',
    remedy: 'Send it plain, in UTF-8.',
  },
  BODY_TOO_LARGE: { when: 'The body is over the bound of its bytes.', remedy: 'Send less at once.' },
  NOT_ACCEPTABLE: {
    when: 'The client takes no form that there is an answer in. Nothing was executed.',
    remedy: 'Take application/json, and plain bytes, br or gzip.',
  },
  METHOD_NOT_ALLOWED: { when: 'The address takes other methods.', remedy: 'Use one of the header `allow`.' },
  INVALID_IDENTITY: { when: 'A header that says who asks is not of its form.', remedy: asTold },
  UNKNOWN_HOST: { when: 'The server is addressed by a name that is not its own.', remedy: asTold },
  FOREIGN_ORIGIN: {
    when: 'A page of another origin asks.',
    remedy: 'Have that origin named in ALLOWED_ORIGINS, if it is trusted.',
  },
  NOT_BUILT: { when: 'The page was not built with the program.', remedy: 'Have the administrator build it.' },
  PROJECTOR_ONLY: { when: 'The process answers no questions.', remedy: 'Ask one that serves.' },
  STARTING: { when: 'The process is still starting.', remedy: 'Try again shortly.' },
  STOPPING: { when: 'The process is stopping.', remedy: 'Connect again.' },
  INTERNAL_SERVER_ERROR: {
    when: 'Something that should not have happened; the log has it under the reference.',
    remedy: 'Tell the administrator the reference.',
  },
} as const satisfies Record<string, Meaning>;

/** Everything that `extensions.code` can say. */
export const errorMeanings: Record<QueryErrorCode | keyof typeof ofTransport, Meaning> = {
  ...ofQueries,
  ...ofTransport,
};
export type ErrorCode = keyof typeof errorMeanings;

export function meaningText({ when, remedy }: Meaning): string {
  return `${when} ${remedy}`;
}

/** No field has this type: it tells clients what `extensions.code` of an error can be. */
export const ErrorCodeEnum = new GraphQLEnumType({
  name: 'ErrorCode',
  description:
    '`extensions.code` of an error in `errors`: when it is given, and what to do. Codes that are in UserErrorCode, too, mean the same there. `extensions.messageEn` is the message in English, `extensions.argument` where in the arguments it is, outermost first.',
  values: Object.fromEntries(
    Object.entries(errorMeanings).map(([code, meaning]) => [code, { description: meaningText(meaning) }]),
  ),
});
