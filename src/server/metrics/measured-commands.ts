import type { Refusal } from '../../../events/refusal.js';
import type { Commands, Done } from '../../../services/services.js';
import type { Metrics } from './metrics.js';

/** The part of an answer that all commands share. */
type Answer = { refused: true; refusals: readonly Refusal[] } | { refused: false; done?: Done | null };

/** The same commands, counting their results: saves and events once even if a command is repeated, refusals by code. */
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
