import type { Ended } from '../processes/command-line.js';
import { budgetLedger } from '../processes/command-line.js';

/** Commands on one data folder, as a script would give them. */
export interface CommandDesk {
  ask(...args: string[]): Promise<Ended>;
  /** @throws Error with what the command said, if it did not end with 0 */
  done(...args: string[]): Promise<Ended>;
  /** How a command ended that had to be refused, and the code of its error. */
  refusal(...args: string[]): Promise<Pick<Ended, 'code'> & { error: string }>;
}

/** @param directory called for each command, so that a desk may stand before its folder does */
export function commandDesk(directory: () => string): CommandDesk {
  const ask = (...args: string[]) => budgetLedger(directory(), args);
  return {
    ask,
    async done(...args) {
      const answer = await ask(...args);
      if (answer.code !== 0) throw new Error(answer.stderr);
      return answer;
    },
    async refusal(...args) {
      const { code, stderr } = await ask(...args, '--json');
      const { error } = JSON.parse(stderr) as { error: { code: string } };
      return { code, error: error.code };
    },
  };
}
