import type { Halt } from '../../ports/read-model.js';
import type { FaultCause } from '../../ports/store-fault.js';

/** What a projector is doing. */
export type ProjectorState =
  | { is: 'OPENING' }
  /** It fills the read model. */
  | { is: 'LEADING' }
  /** Another projector fills the read model; this one takes its place when it ends. */
  | { is: 'STANDING_BY' }
  /** A store is away or cannot be used, or, `code` null, is not there yet; it is tried again. */
  | { is: 'WAITING'; reason: { zh: string; en: string }; code: FaultCause | null }
  /** At an event that cannot be applied. It goes on once the read model has been led past it. */
  | { is: 'HALTED'; halt: Halt };

export const projectorStates = ['OPENING', 'LEADING', 'STANDING_BY', 'WAITING', 'HALTED'] as const;
