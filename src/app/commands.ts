import type { Answering, Commands, DryRuns, PlainCommands } from '../../services/services.js';
import type { EventStore } from '../ports/event-store.js';
import type { ReadModel } from '../ports/read-model.js';
import type { BureauRules } from '../../events/draft/adjustment.rules.js';
import type { CommandLanes, CurrentStates } from './command-lanes.js';
import type { CommandOutcomes } from './command-outcomes.js';
import type { Perform } from './command-runner.js';
import { commandRunner } from './command-runner.js';
import { merger } from './drafts/merge.js';
import { reviewer } from './drafts/review.js';
import { dryRunner } from './dry-runs.js';
import { editor } from './edit.js';
import { importer } from './import/import-table.js';
import type { InTurn } from './in-turn.js';
import { inTurn } from './in-turn.js';
import { budgetOpener } from './open-budget/open-budget.js';
import { reverter } from './revert/revert.js';
import { sealer } from './sealing.js';

export interface CommandTools extends DecidingTools {
  store: EventStore;
  lanes: CommandLanes;
  outcomes: CommandOutcomes;
}

/** What commands are decided with, whether or not they are recorded. */
interface DecidingTools {
  store: Pick<EventStore, 'head' | 'readAt' | 'sharedWriters'>;
  readModel: ReadModel;
  lanes: CurrentStates;
  newId: () => string;
  rules: BureauRules;
  /** Milliseconds since the epoch: what is past. Default: the machine's. */
  clock?: () => number;
  /** How long the read model is waited for, before a plan is made and before a command is answered. */
  patienceMs?: number;
}

/** Every kind of command: each makes its own plans, and one runner carries them out. */
export function createCommands(given: CommandTools): Commands {
  const { patienceMs = usualPatienceMs } = given;
  const perform = commandRunner({ ...given, patienceMs });
  const tools = { ...given, patienceMs, perform, inTurn: inTurn() };
  return { ...plainCommands(tools), ...importer(tools), ...reverter(tools), ...merger(tools) };
}

/** The same plans, carried out by a runner that records nothing. */
export function createDryRuns(given: DecidingTools): DryRuns {
  return plainCommands({ ...given, perform: dryRunner(given), inTurn: inTurn() });
}

/** Milliseconds. */
const usualPatienceMs = 10_000;

function plainCommands<Outcome>({
  clock = Date.now,
  patienceMs = usualPatienceMs,
  ...given
}: DecidingTools & Performing<Outcome>): Answering<PlainCommands, Outcome> {
  const tools = { ...given, clock, patienceMs };
  return { ...budgetOpener(tools), ...editor(tools), ...sealer(tools), ...reviewer(tools) };
}

interface Performing<Outcome> {
  perform: Perform<Outcome>;
  inTurn: InTurn;
}
