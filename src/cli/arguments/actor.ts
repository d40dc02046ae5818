import { randomUUID } from 'node:crypto';
import { roleName, rolesToGive } from '../../../events/budget/roles.js';
import type { Command } from 'commander';
import type { CommandRequest } from '../../../services/services.js';
import { actorIdMeaning, isActorId } from '../../../events/actor-id.js';
import { isActorText, isRole, localOperator, roles } from '../../../services/caller.js';
import { failure } from '../failures.js';

/** Who does it, in which role and of which unit. */
interface IdentityOptions {
  actor?: string;
  role?: string;
  actorUnit?: string;
  /** Of the budget that is meant. An editor acts in their own unit only, so the unit that an editor names is theirs. */
  unit?: string;
  onBehalfOf?: string;
}

/** Who does it and why. */
export interface ActorOptions extends IdentityOptions {
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
    .option('--role <role>', `角色：${rolesToGive}，缺省${roleName('admin')}。In which role; default: admin`)
    .option(
      '--actor-unit <unit>',
      '操作人所属单位；编辑人员（editor）缺省为 --unit。The unit that they are of; default for an editor: --unit',
    )
    .option('--on-behalf-of <id>', '代谁办理。For whom they act');
}

/** @throws Failure INVALID_IDENTITY */
export function callerOf(options: ActorOptions): Pick<CommandRequest, 'caller' | 'reason' | 'basisDocument'> {
  const { actor, role = localOperator.role, onBehalfOf, unit, reason, document } = options;
  if (!isRole(role)) {
    throw invalidIdentity(`--role 须为以下角色之一：${rolesToGive}。`, `--role must be one of ${roles.join(', ')}.`);
  }
  const actorUnit = options.actorUnit ?? (role === 'editor' ? unit : undefined);
  return {
    caller: {
      actor: {
        id: checkActorId('--actor', actor) ?? localOperator.id,
        role,
        unit: checkActorText('--actor-unit', actorUnit),
        onBehalfOf: checkActorId('--on-behalf-of', onBehalfOf),
      },
      requestId: `cli-${randomUUID()}`,
    },
    reason: reason ?? null,
    basisDocument: document ?? null,
  };
}

function checkActorId(option: string, given: string | undefined): string | null {
  if (given === undefined) return null;
  if (isActorId(given)) return given;
  throw invalidIdentity(
    `${option} 须为人员编号：${actorIdMeaning.zh}。`,
    `${option} must be an id: ${actorIdMeaning.en}.`,
  );
}

function checkActorText(option: string, given: string | undefined): string | null {
  if (given === undefined) return null;
  if (isActorText(given)) return given;
  throw invalidIdentity(
    `${option} 须为 1 到 200 个字符，不含控制字符，首尾无空白。`,
    `${option} must be 1 to 200 characters, none of them control characters, no white space at the ends.`,
  );
}

function invalidIdentity(zh: string, en: string) {
  return failure('usage', 'INVALID_IDENTITY', zh, en);
}
