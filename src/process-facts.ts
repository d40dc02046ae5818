import type { ProjectorState } from './app/projector/projector-state.js';
import type { Config } from './config.js';
import { enginesOf } from './engines/stores.js';
import type { Faults } from './faults.js';
import type { Projections } from './projection-thread.js';
import type { Logger } from './server/logger.js';

/** Labels of the process in the metrics. */
export function aboutProcess(config: Config): Record<string, string> {
  const { eventStore, readModel } = enginesOf(config);
  return { role: config.role, event_store: eventStore, read_model: readModel };
}

/** Says in the log what the process's own projector does, whenever that changes. */
export function logProjector(projections: Projections | null, logger: Logger): void {
  if (projections === null) return;
  let said = '';
  const say = (state: ProjectorState) => {
    const text = JSON.stringify(state);
    if (text === said) return;
    said = text;
    const { is, ...about } = state;
    const level = is === 'HALTED' || is === 'WAITING' ? 'warn' : 'info';
    logger[level]({ projector: is, ...about }, 'projector');
  };
  say(projections.state());
  projections.watch(say);
}

/** Says each fault once, as it begins, with what to do. */
export function logFaults(faults: Faults, logger: Logger): void {
  faults.watch(({ store, cause, said: { zh, en } }) => logger.error({ store, cause, zh, en }, 'a store fails'));
}
