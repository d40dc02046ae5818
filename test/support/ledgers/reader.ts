import type { Caller } from '../../../services/services.js';

/** Whoever asks, where it does not matter who. */
export const reader: Caller = {
  actor: { id: 'reader', role: 'viewer', unit: null, onBehalfOf: null },
  requestId: 'reading',
};
