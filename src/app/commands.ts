import type { Commands } from '../../services/services.js';
import type { EventStore } from '../ports/event-store.js';
import type { ReadModel } from '../ports/read-model.js';
import type { BureauRules } from '../../events/draft/adjustment.rules.js';
import type { CommandLanes } from './command-lanes.js';
import type { CommandOutcomes } from './command-outcomes.js';
import { commandRunner } from './command-runner.js';
import { merger } from './drafts/merge.js';
import { reviewer } from './drafts/review.js';
import { editor } from './edit.js';
import { importer } from './import/import-table.js';
import { inTurn } from './in-turn.js';
import { budgetOpener } from './open-budget/open-budget.js';
import { reverter } from './revert/revert.js';
import { sealer } from './sealing.js';

export interface CommandTools {
  store: EventStore;
  readModel: ReadModel;
  lanes: CommandLanes;
  outcomes: CommandOutcomes;
  newId: () => string;
  rules: BureauRules;
  /** Milliseconds since the epoch: what is past. Default: the machine's. */
  clock?: () => number;
  /** How long the read model is waited for, before a plan is made and before a command is answered. */
  patienceMs?: number;
}

/** Every kind of command: each makes its own plans, and one runner carries them out. */
export function createCommands({ clock = Date.now, patienceMs = 10_000, ...given }: CommandTools): Commands {
  const perform = commandRunner({ ...given, patienceMs });
  const tools = { ...given, patienceMs, perform, inTurn: inTurn() };
  return {
    ...budgetOpener({ ...tools, clock }),
    ...editor(tools),
    ...importer(tools),
    ...reverter(tools),
    ...sealer({ ...tools, clock }),
    ...reviewer(tools),
    ...merger(tools),
  };
}
