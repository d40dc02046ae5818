import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { CommandRequest } from '../../../services/services.js';
import { isActorText, localOperator, roles } from '../../../services/caller.js';
import { failure } from '../failures.js';

/** Who does it and why. */
export interface ActorOptions {
  actor?: string;
  role?: string;
  reason?: string;
  document?: string;
}

export function addActorOptions(command: Command): Command {
  return addIdentityOptions(
    command
      .option('--reason <text>', '修改理由。Why')
      .option('--document <number>', '依据文号。The document that it rests on'),
  );
}

export function addIdentityOptions(command: Command): Command {
  return command
    .option('--actor <id>', '操作人编号，缺省 local-operator。Who does it')
    .option('--role <role>', `角色：${roles.join('、')}。In which role`);
}

/** @throws Failure INVALID_IDENTITY */
export function callerOf({
  actor,
  role,
  reason,
  document,
}: ActorOptions): Pick<CommandRequest, 'caller' | 'reason' | 'basisDocument'> {
  if (role !== undefined && !(roles as readonly string[]).includes(role)) {
    throw invalidIdentity(`--role 须为 ${roles.join('、')} 之一。`, `--role must be one of ${roles.join(', ')}.`);
  }
  if (actor !== undefined && !isActorText(actor)) {
    throw invalidIdentity(
      '--actor 须为 1 到 200 个字符，不含控制字符，首尾无空白。',
      '--actor must be 1 to 200 characters, none of them control characters, no white space at the ends.',
    );
  }
  return {
    caller: {
      actor: { ...localOperator, id: actor ?? localOperator.id, role: role ?? localOperator.role },
      requestId: `cli-${randomUUID()}`,
    },
    reason: reason ?? null,
    basisDocument: document ?? null,
  };
}

function invalidIdentity(zh: string, en: string) {
  return failure('usage', 'INVALID_IDENTITY', zh, en);
}
