import type { Reverted } from '../../../events/envelope.js';
import { budgetStream } from '../../../events/identity.js';
import type {
  ChangePreview,
  CommandRequest,
  Commands,
  Done,
  RevertRequest,
  RevertWhat,
} from '../../../schema/services.js';
import type { EventReader } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { CommandLanes } from '../command-lanes.js';
import type { Prepared } from '../prepared.js';
import { intentOf } from '../intent.js';
import { notYetApplied } from '../not-yet-applied.js';
import { onFreshPlan } from '../prepared.js';
import { previewChanges } from '../preview-changes.js';
import { refusedBy } from '../refused.js';
import { onItsLane } from './plan.js';
import { planReturn } from './plan-return.js';
import { planUndo } from './plan-undo.js';
import { changesOfSave } from './undone-changes.js';

export interface ReverterTools {
  store: EventReader;
  views: ReadModel;
  lanes: Pick<CommandLanes, 'peek'>;
  newId: () => string;
  /** Not called for a dry run. */
  perform: (request: CommandRequest, prepare: () => Promise<Prepared>) => Promise<Done>;
  /** How long planning waits for the views to show everything recorded. */
  patienceMs: number;
}

/** Plans on the views what a revert comes to, and has it decided on the budget's lane; planned again if that moved on. */
export function reverter({ store, views, lanes, newId, perform, patienceMs }: ReverterTools): Commands['revert'] {
  async function prepare({ what, expectedVersion }: RevertRequest): Promise<Prepared> {
    const head = await store.head();
    if (!(await views.reached(head, patienceMs))) throw notYetApplied(head);
    const reading = { views, store, head };
    const plan = 'row' in what || 'table' in what ? planReturn(what, reading) : planUndo(what, reading);
    return onItsLane(await plan, expectedVersion);
  }

  async function preview(request: RevertRequest): Promise<ChangePreview> {
    const intent = intentOf(request, newId);
    return onFreshPlan(
      () => prepare(request),
      async ({ budgetId, decide }) => {
        const state = await lanes.peek(budgetStream(budgetId));
        const events = decide(state).map(({ event }) => event);
        return { budgetId, version: state.version, changes: previewChanges(state, events, intent) };
      },
    );
  }

  async function changesOf({ budgetId, version, position, events }: Done) {
    if (events.length === 0) return [];
    const save = await views.saveAt(budgetId, { version });
    if (save === null) throw notYetApplied(position);
    return changesOfSave(save, views);
  }

  return async (request) => {
    try {
      if (request.dryRun) return { refused: false, done: null, preview: await preview(request) };
      const source = { kind: 'revert', ...reverted(request.what) } as const;
      const done = await perform({ ...request, source }, () => prepare(request));
      return { refused: false, done, changes: () => changesOf(done) };
    } catch (error) {
      return refusedBy(error);
    }
  };
}

function reverted(what: RevertWhat): Reverted {
  if ('save' in what) return { save: what.save.version };
  if ('row' in what) return { row: what.row.id, toVersion: what.row.toVersion };
  return 'table' in what ? { table: what.table.budgetId, toVersion: what.table.toVersion } : what;
}
