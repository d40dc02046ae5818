import type { Refusal } from '../../../events/refusal.js';
import type { Commands, Done } from '../../../services/services.js';
import type { Metrics } from './metrics.js';

/** What every command answers, whatever else it says. */
type Answer = { refused: true; refusals: readonly Refusal[] } | { refused: false; done?: Done | null };

/** The same commands, with what they came to counted: saves and their events once, refusals by code. */
export function measuredCommands(commands: Commands, metrics: Pick<Metrics, 'saved' | 'refused'>): Commands {
  const measured = (run: (request: never) => Promise<Answer>) => async (request: never) => {
    const answer = await run(request);
    if (answer.refused) metrics.refused(answer.refusals);
    else if (answer.done && answer.done.events.length > 0 && !answer.done.repeated)
      metrics.saved(answer.done.events.length);
    return answer;
  };
  const all = Object.entries(commands) as [string, (request: never) => Promise<Answer>][];
  return Object.fromEntries(all.map(([name, run]) => [name, measured(run)])) as unknown as Commands;
}
