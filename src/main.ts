import { exitWith, run } from './cli/run.js';

/** `npm start`: the same as `budget-ledger serve`. */
exitWith(await run(['serve', ...process.argv.slice(2)]));
