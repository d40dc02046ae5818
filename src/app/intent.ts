import { Refusal } from '../../events/refusal.js';
import { checkText } from '../../events/text.js';
import type { CommandRequest } from '../../services/services.js';
import { commandHashOf } from './command-hash.js';
import type { Intent } from './command-lanes.js';

/** What a request puts into the envelope of its events. @throws Refusal if it cannot stand there */
export function intentOf(request: CommandRequest, newId: () => string): Intent {
  const { caller, reason, basisDocument, payload, source } = request;
  const commandId = request.commandId ?? newId();
  if (commandId.length > 100 || !/^[\x21-\x7e]+$/.test(commandId)) {
    throw new Refusal(
      'INVALID_INPUT',
      'commandId 须为 1 到 100 个可见的 ASCII 字符；建议使用 UUID。',
      'A commandId is 1 to 100 visible ASCII characters; use a UUID.',
      { path: ['commandId'] },
    );
  }
  if (reason !== null) checkText('reason', reason, ['reason']);
  if (basisDocument !== null) checkText('basisDocument', basisDocument, ['basisDocument']);
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
