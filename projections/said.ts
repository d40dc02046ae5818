import type { Position } from '../events/position.js';

/** What is said about a save, by itself and by later corrections. */
export type Said = 'reason' | 'basisDocument';

/** The positions of a save: of its first and its last event. */
export interface SaveSpan {
  firstPosition: Position;
  lastPosition: Position;
}

/** Saves of which a correction says what is asked for, whatever they said themselves; in ledger order. */
export type Corrected = { [Member in Said]?: readonly SaveSpan[] };

interface AskedOfSaid {
  reason?: string;
  basisDocument?: string;
  exact?: boolean;
  corrected?: Corrected;
}

/** One way in which what is asked about reason and document can hold; what holds in one holds in no other. */
export interface WaySaid<Filter> {
  /** What else has to hold. */
  filter: Omit<Filter, 'corrected'>;
  /** Only in these saves; null: wherever. */
  spans: readonly SaveSpan[] | null;
  /** What the save itself must not have said: there it holds already. */
  unsaid: readonly { member: Said; text: string; exact: boolean }[];
}

/** By what the saves said themselves, and by what corrections say of them. */
export function waysSaid<Filter extends AskedOfSaid>(filter: Filter): WaySaid<Filter>[] {
  const { corrected = {}, ...own } = filter;
  const members = (['reason', 'basisDocument'] as const).filter(
    (member) => own[member] !== undefined && corrected[member] !== undefined,
  );
  const sets: Said[][] =
    members.length < 2 ? members.map((member) => [member]) : [...members.map((member) => [member]), members];
  return [
    { filter: own, spans: null, unsaid: [] },
    ...sets.map((set) => {
      const rest = { ...own };
      for (const member of set) delete rest[member];
      return {
        filter: rest,
        spans: inAll(set.map((member) => corrected[member] ?? [])),
        unsaid: set.map((member) => ({ member, text: own[member] ?? '', exact: own.exact === true })),
      };
    }),
  ].filter(({ spans }) => spans === null || spans.length > 0);
}

function inAll([first = [], ...others]: (readonly SaveSpan[])[]): SaveSpan[] {
  return first.filter(({ lastPosition }) =>
    others.every((spans) => spans.some((span) => span.lastPosition === lastPosition)),
  );
}
