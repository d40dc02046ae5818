import type { ReportFault } from '../../schema/errors.js';
import type { Logger } from './logger.js';

/** How long after one request has met that a store does not answer others say nothing new by it, in milliseconds. */
const oneFaultMs = 60_000;

/**
 * Every fault goes into the log under the reference that the client was given. That a store does not answer is met by every
 * request: the first is told as an error, and those that follow as warnings.
 */
export function faultReporter(logger: Logger): ReportFault {
  let met = -Infinity;
  return (reference, fault) => {
    const isOfStore = fault instanceof Error && 'code' in fault && fault.code === 'STORE_UNAVAILABLE';
    const isKnown = isOfStore && performance.now() - met < oneFaultMs;
    if (isOfStore) met = performance.now();
    logger[isKnown ? 'warn' : 'error']({ reference, err: fault }, 'fault');
  };
}
