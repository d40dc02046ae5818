import { createHash } from 'node:crypto';
import type { AskedBy } from '../../events/budget/roles.js';
import { canonicalJson } from '../../events/canonical-json.js';
import { Refusal } from '../../events/refusal.js';
import { checkAll, refusalsIn, together } from '../../events/refusals.js';
import { checkText } from '../../events/text.js';
import type { CommandRequest } from '../../services/services.js';
import type { Intent } from './command-lanes.js';

/** What a request puts into the envelope of its events. @throws Refusal, or Refusals, if it cannot stand there */
export function intentOf(request: CommandRequest, newId: () => string): Intent {
  const { caller, reason, basisDocument, payload, source } = request;
  const commandId = request.commandId ?? newId();
  checkAll((part) => {
    part(() => checkCommandId(commandId));
    part(() => reason === null || checkText('reason', reason, ['reason']));
    part(() => basisDocument === null || checkText('basisDocument', basisDocument, ['basisDocument']));
    return () => undefined;
  });
  const commandHash = commandHashOf(payload);
  return {
    actor: caller.actor,
    reason,
    basisDocument,
    commandId,
    commandHash,
    source,
    correlationId: caller.requestId,
    causationId: null,
  };
}

/**
 * The same; where it is refused, what else is wrong with the command is told with it.
 * @param decideAlone decides the command and records nothing
 */
export async function intentOfWhole(
  request: CommandRequest,
  newId: () => string,
  decideAlone: () => Promise<unknown>,
): Promise<Intent> {
  try {
    return intentOf(request, newId);
  } catch (error) {
    const own = refusalsIn(error);
    if (own === null) throw error;
    const others = await refusalsOf(decideAlone);
    throw together([...own, ...others.filter((other) => !own.some((each) => isSamePlace(each, other)))]);
  }
}

async function refusalsOf(decideAlone: () => Promise<unknown>): Promise<readonly Refusal[]> {
  try {
    await decideAlone();
    return [];
  } catch (error) {
    const refusals = refusalsIn(error);
    if (refusals === null) throw error;
    return refusals;
  }
}

function isSamePlace(one: Refusal, other: Refusal): boolean {
  return one.argument.join(' ') === other.argument.join(' ');
}

function checkCommandId(commandId: string): void {
  if (commandId.length <= 100 && /^[\x21-\x7e]+$/.test(commandId)) return;
  throw new Refusal(
    'INVALID_INPUT',
    'commandId 须为 1 到 100 个可见的 ASCII 字符；建议使用 UUID。',
    'A commandId is 1 to 100 visible ASCII characters; use a UUID.',
    { argument: ['commandId'] },
  );
}

/** Who asks, as decisions see it. */
export function askedBy({ caller: { actor } }: Pick<CommandRequest, 'caller'>): AskedBy {
  return { role: actor.role, actorId: actor.id, onBehalfOf: actor.onBehalfOf, unit: actor.unit };
}

/**
 * SHA-256, hex, of a command's canonical payload. A lone surrogate has no canonical form and counts as U+FFFD here; the
 * decision refuses it at its place.
 */
export function commandHashOf(payload: unknown): string {
  const wellFormed: unknown = JSON.parse(JSON.stringify(payload), (_member, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/\p{Cs}/gu, '\uFFFD') : value,
  );
  return createHash('sha256').update(canonicalJson(wellFormed)).digest('hex');
}
