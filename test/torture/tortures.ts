import { failingCalls } from './failing-calls.js';
import { kills } from './kills.js';
import type { Torture } from './torture.js';

/** Every way in which a ledger is treated badly. */
export const tortures: readonly Torture[] = [kills, failingCalls];
