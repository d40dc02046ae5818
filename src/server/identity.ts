import type { IncomingHttpHeaders } from 'node:http';
import { rolesToGive } from '../../events/budget/roles.js';
import type { ActorRef } from '../../events/envelope.js';
import { actorIdMeaning, isActorId } from '../../events/actor-id.js';
import { isActorText, isRole, localOperator, roles } from '../../services/caller.js';
import { RequestError } from './request-error.js';

/** Who asks, in local mode: as the headers say. `name` goes to the directory, never into an event. */
export interface Identity {
  actor: ActorRef;
  name: string | null;
}

/** Header values are percent-encoded UTF-8. @throws RequestError INVALID_IDENTITY */
export function identityOf(headers: IncomingHttpHeaders): Identity {
  const id = readId(headers, 'x-actor-id');
  const role = read(headers, 'x-actor-role');
  if (role !== null && !isRole(role)) {
    throw invalid('x-actor-role', `须为以下角色之一：${rolesToGive}`, `must be one of ${roles.join(', ')}`);
  }
  return {
    actor: {
      id: id ?? localOperator.id,
      role: role ?? localOperator.role,
      unit: read(headers, 'x-actor-unit'),
      onBehalfOf: readId(headers, 'x-actor-on-behalf-of'),
    },
    name: read(headers, 'x-actor-name'),
  };
}

function readId(headers: IncomingHttpHeaders, name: string): string | null {
  const given = headers[name];
  if (given === undefined || given === '') return null;
  const id = decode(String(given));
  if (id !== null && isActorId(id)) return id;
  throw invalid(
    name,
    `须为人员编号：${actorIdMeaning.zh}；姓名请写在 x-actor-name 中，用百分号编码的 UTF-8（如 %E5%BC%A0%E4%B8%89）`,
    `must be an id: ${actorIdMeaning.en}; a name goes into x-actor-name, as percent-encoded UTF-8 (%E5%BC%A0%E4%B8%89)`,
  );
}

function read(headers: IncomingHttpHeaders, name: string): string | null {
  const given = headers[name];
  if (given === undefined || given === '') return null;
  const text = decode(String(given));
  if (text === null) throw invalid(name, '不是百分号编码的 UTF-8', 'is not percent-encoded UTF-8');
  if (isActorText(text)) return text;
  throw invalid(
    name,
    '须为 1 到 200 个字符，不含控制字符，首尾无空白；ASCII 以外的字符请用百分号编码的 UTF-8',
    'must be 1 to 200 characters, none of them control characters, no white space at the ends; give what is not ASCII as percent-encoded UTF-8',
  );
}

/**
 * The first message of a socket may carry what a browser cannot set as headers, under the same names in any case. A value
 * that is no text is refused: if it were ignored, one person's edits would be recorded as another's.
 * @throws RequestError INVALID_IDENTITY
 */
export function asHeaders(parameters: Record<string, unknown> = {}): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const [given, value] of Object.entries(parameters)) {
    const name = given.toLowerCase();
    if (typeof value === 'string') headers[name] = asHeader(value);
    else if (name.startsWith('x-actor-')) throw invalid(given, '须为文本（字符串）', 'must be text (a string)');
  }
  return headers;
}

/** Text as a header has to give it; what no UTF-8 can say stays, and is refused as in a header. */
function asHeader(text: string): string {
  return /\p{Cs}/u.test(text) ? text : text.replace(/\P{ASCII}+/gu, encodeURIComponent);
}

function decode(text: string): string | null {
  // Node.js gives every byte of a header as a character of Latin-1, in whatever encoding its sender meant it.
  if (/\P{ASCII}/u.test(text)) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function invalid(header: string, zh: string, en: string): RequestError {
  return new RequestError(400, 'INVALID_IDENTITY', `请求头 ${header} ${zh}。`, `The header ${header} ${en}.`);
}
