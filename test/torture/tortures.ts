import { clocks } from './clocks.js';
import { cutLogs } from './cut-logs.js';
import { failingCalls } from './failing-calls.js';
import { flips } from './flips.js';
import { hostileRequests } from './hostile-requests.js';
import { kills } from './kills.js';
import { olderCopies } from './older-copies.js';
import { slowClients } from './slow-clients.js';
import type { Torture } from './torture.js';

/** Every way in which a ledger is treated badly. */
export const tortures: readonly Torture[] = [
  kills,
  failingCalls,
  flips,
  cutLogs,
  olderCopies,
  clocks,
  hostileRequests,
  slowClients,
];
