import { v7 as uuidv7 } from 'uuid';
import type { NewId } from '../../events/ids-of-command.js';
import { idsOfCommand } from '../../events/ids-of-command.js';
import type { Refusal } from '../../events/refusal.js';
import { refusalsIn } from '../../events/refusals.js';
import type { RecordedEvent } from '../../events/upcast.js';
import { rightAfter } from '../basis/root-arguments.js';
import type { Context } from '../context.js';
import { saveKind } from '../../projections/sealing-rows.js';
import { voidedBy, voidedInPreview } from '../draft/voided-review.js';
import type {
  Answering,
  ChangePreview,
  CommandAnswer,
  CommandRequest,
  Done,
  EditRequest,
  PlainCommands,
} from '../../services/services.js';
import type { ChangeInput } from './change.input.js';
import type { CommandFields, EditFields } from './command.input.js';
import type { EditName } from './edits.js';
import { toEdit } from './edits.js';
import { userError } from './user-error.type.js';

type Changes = Required<ChangeInput>;

/** One edit as one command, and its answer as a payload. */
export async function performEdit<Name extends EditName>(
  name: Name,
  input: Changes[Name] & EditFields & { budgetId?: string },
  context: Context,
) {
  return answered(
    input,
    context,
    (commands) => {
      const { commandId: _id, reason: _why, basisDocument: _document, dryRun: _shown, ...rest } = input;
      const { expectedVersion: _seen, draftId, voidsReview, ...fields } = rest;
      const { budgetId, ...change } = fields as unknown as Changes[Name] & { budgetId?: string };
      const edit = toEdit(name, change as unknown as Changes[Name], idsFor(input));
      return commands.edit({
        ...commandRequest(name, input, context),
        of: whose(budgetId, change),
        draftId: draftId ?? null,
        voidsReview: voidsReview ?? false,
        edits: [edit],
      });
    },
    (done) => rowAfter(addedBy(done.events) ?? idIn(input), done, context),
  );
}

/** What every command says about itself; the payload is hashed, so it does not contain the command's id. */
export function commandRequest(
  mutation: string,
  input: CommandFields,
  context: Context,
): CommandRequest & { expectedVersion: number | null } {
  const { commandId, dryRun: _shown, ...content } = input;
  const { reason, basisDocument, expectedVersion } = content;
  return {
    caller: context.caller,
    commandId: commandId ?? null,
    reason: reason ?? null,
    basisDocument: basisDocument ?? null,
    expectedVersion: expectedVersion ?? null,
    payload: { mutation, input: withoutNulls(content) },
    source: { kind: 'api' },
  };
}

/** A member that is null is as if it was left out, so the command is the same. */
function withoutNulls(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(withoutNulls);
  if (typeof given !== 'object' || given === null) return given;
  const members = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(members.map(([name, value]) => [name, withoutNulls(value)]));
}

/** Ids of new rows: those of the command, so that a retry names the same rows; without a command's id, any. */
export function idsFor({ commandId }: Pick<CommandFields, 'commandId'>): NewId {
  return commandId ? idsOfCommand(commandId) : uuidv7;
}

export function donePayload(done: Done, context: Context) {
  const { budgetId, position, version, events, isShown } = done;
  context.commandIds.push(...new Set(events.map(({ commandId }) => commandId)));
  const { queries } = context.services;
  const budget = async () => queries.budget(budgetId, await rightAfter(done, context));
  const basis = async () => (await budget())?.basis ?? null;
  const voidedReview = () => voidedBy(done, context);
  const kind = events.length === 0 ? null : saveKind(events);
  return { position, version, isShown, kind, basis, budget, voidedReview, userErrors: [] };
}

/** What a dry run shows. */
function shownPayload({ changes, ...shown }: ChangePreview, context: Context) {
  const { budgetId, draftId, version, kind, status, voidsReview } = shown;
  const preview = context.services.queries.changedRows(changes, { budgetId, draftId, version });
  const voidedReview = () => voidedInPreview(draftId, voidsReview, context);
  return { version, kind, status, preview, voidedReview, userErrors: [] };
}

/**
 * Has a command done, or as a dry run only shown, and answers with its payload.
 * @param fieldsAfter what the payload says beside that of every command, once it is done
 */
export function answered(
  { dryRun }: CommandFields,
  context: Context,
  run: <Outcome>(commands: Answering<PlainCommands, Outcome>) => Promise<CommandAnswer<Outcome>>,
  fieldsAfter: (done: Done) => object = () => ({}),
  argumentOf: ArgumentOf = inInput,
): Promise<object> {
  return orRefused(argumentOf, async () => {
    const { commands, dryRuns } = context.services;
    if (dryRun === true) {
      const answer = await run(dryRuns);
      return answer.refused ? refused(answer.refusals, argumentOf) : shownPayload(answer.done, context);
    }
    const answer = await run<Done>(commands);
    if (answer.refused) return refused(answer.refusals, argumentOf);
    return { ...donePayload(answer.done, context), ...fieldsAfter(answer.done) };
  });
}

/** Where in the arguments of the mutation something stands that a refusal places within the command. */
type ArgumentOf = (argument: readonly string[]) => string[];

/** The answer, or a payload with the refusals that were thrown; other errors pass. */
export async function orRefused<Payload>(argumentOf: ArgumentOf, work: () => Promise<Payload>) {
  try {
    return await work();
  } catch (error) {
    const refusals = refusalsIn(error);
    if (refusals === null) throw error;
    return refused(refusals, argumentOf);
  }
}

export function refused(refusals: readonly Refusal[], argumentOf: ArgumentOf) {
  return { userErrors: refusals.map((refusal) => ({ ...userError(refusal), argument: argumentOf(refusal.argument) })) };
}

/** A mutation's input is its one edit, so a place within the edit is one within the input. */
export const inInput: ArgumentOf = (argument) => ['input', ...(argument[0] === 'edits' ? argument.slice(2) : argument)];

/** The row whose budget is edited, from the most specific id that the edit names. */
function whose(budgetId: string | undefined, change: object): EditRequest['of'] {
  const { indicatorId, projectId, fundUserId } = change as Record<string, string | undefined>;
  if (budgetId !== undefined) return { budgetId };
  if (indicatorId !== undefined) return { indicatorId };
  if (projectId !== undefined) return { projectId };
  return { fundUserId: fundUserId ?? '' };
}

function idIn(change: object): string {
  const { indicatorId, projectId, fundUserId } = change as Record<string, string | undefined>;
  return indicatorId ?? projectId ?? fundUserId ?? '';
}

/** Id of the row that a save of one edit added, if it added one. */
function addedBy([event]: readonly RecordedEvent[]): string | null {
  if (event?.type === 'FundUserAdded') return event.data.fundUserId;
  if (event?.type === 'ProjectAdded') return event.data.projectId;
  return event?.type === 'IndicatorAdded' ? event.data.indicator.indicatorId : null;
}

/** Each payload type has one of these fields, and GraphQL calls that one alone. */
function rowAfter(id: string, done: Done, context: Context) {
  const { queries } = context.services;
  const root = () => rightAfter(done, context);
  return {
    project: async () => queries.project(id, await root()),
    indicator: async () => queries.indicator(id, await root()),
    fundUser: async () => {
      const found = await queries.node(id, await root());
      return found?.kind === 'FUND_USER' ? found.fundUser : null;
    },
  };
}
