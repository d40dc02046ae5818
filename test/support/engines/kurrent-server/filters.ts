import type { LoggedEvent } from './event-log.js';
import type { ReadReq } from './generated.js';

export interface Filter {
  admits(event: LoggedEvent): boolean;
  /** After how many events that were looked at a subscription is told how far it is; null: it asked for no filter. */
  checkpointEvery: number | null;
}

/** How many events are looked at for a checkpoint where the client does not say. */
const defaultWindow = 32;

export function readFilter(options: ReadReq.Options): Filter {
  const filter = options.getFilter();
  if (filter === undefined) return { admits: () => true, checkpointEvery: null };
  const expression = filter.getStreamIdentifier() ?? filter.getEventType();
  const nameOf = filter.hasStreamIdentifier()
    ? (event: LoggedEvent) => event.stream
    : (event: LoggedEvent) => event.type;
  const regex = expression?.getRegex() ?? '';
  const prefixes = expression?.getPrefixList() ?? [];
  const isAdmitted =
    regex === ''
      ? (name: string) => prefixes.some((prefix) => name.startsWith(prefix))
      : (
          (pattern) => (name: string) =>
            pattern.test(name)
        )(new RegExp(regex));
  const window = filter.hasMax() ? filter.getMax() : defaultWindow;
  return {
    admits: (event) => isAdmitted(nameOf(event)),
    checkpointEvery: window * Math.max(1, filter.getCheckpointintervalmultiplier()),
  };
}
