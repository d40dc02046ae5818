/** Bytes that one append may have: the server's to say, and said only by refusing one that has more. */
export interface AppendBound {
  /** What the server calls it. */
  readonly setting: string;
  /** As it was said a short while ago; null: not known. */
  ofAppend(): number | null;
  /** What saves that go together may have. */
  ofGroup(): number;
  learn(bound: number): void;
}

/** Well below what servers are shipped with, 1 MiB, so that going together makes nothing fail. */
const usualGroup = 512 * 1024;

/** The server may be started again with another one. */
const believedMs = 60_000;

export function appendBound(): AppendBound {
  let learned: { bound: number; until: number } | null = null;
  const ofAppend = () => (learned !== null && performance.now() < learned.until ? learned.bound : null);
  return {
    setting: 'MaxAppendSize',
    ofAppend,
    ofGroup: () => Math.min(usualGroup, ofAppend() ?? usualGroup),
    learn(bound) {
      learned = { bound, until: performance.now() + believedMs };
    },
  };
}
