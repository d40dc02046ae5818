import fc from 'fast-check';
import { cases } from './cases.js';

/** Before each file of tests: properties that do not say otherwise are tried on this many cases. */
fc.configureGlobal({ numRuns: cases() });
