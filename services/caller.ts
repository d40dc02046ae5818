import { roleNames } from '../events/budget/roles.js';
import type { ActorRef } from '../events/envelope.js';

/** What somebody may be, from who only reads to who may do everything. */
export type Role = keyof typeof roleNames;
export const roles = Object.keys(roleNames) as readonly Role[];

/** Who asks, and in which request. */
export interface Caller {
  actor: ActorRef;
  requestId: string;
}

/** Used when nobody says who asks: the operator of this machine, with every role. */
export const localOperator: ActorRef = { id: 'local-operator', role: 'admin', unit: null, onBehalfOf: null };

export function isRole(text: string): text is Role {
  return Object.hasOwn(roleNames, text);
}

/** Names and units: 1 to 200 characters, none of them control characters, no white space at the ends. */
export function isActorText(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}\u2028\u2029]{1,200}$/u.test(text) && text === text.trim();
}
