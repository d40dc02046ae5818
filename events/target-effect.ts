import type { TargetBound } from './target-bound.js';
import { boundOf } from './target-bound.js';

/**
 * What a target's change means. STRENGTHENED / WEAKENED: one set of accepted values strictly contains the other.
 * REWRITTEN: another text with the same reading. CHANGED: everything that arithmetic cannot judge.
 */
export type TargetEffect = 'STRENGTHENED' | 'WEAKENED' | 'CHANGED' | 'REWRITTEN';

export function effectOf(before: string, after: string): TargetEffect {
  const from = boundOf(before);
  const to = boundOf(after);
  if (from === null || to === null || from.unit !== to.unit) return 'CHANGED';
  const order = to.value.comparedTo(from.value);
  if (order === 0 && from.comparator === to.comparator) return 'REWRITTEN';
  const direction = directionOf(from);
  const other = directionOf(to);
  if (direction === 0 || direction !== other) return 'CHANGED';
  const tighter = order === 0 ? strictness(to) - strictness(from) : order * direction;
  return tighter > 0 ? 'STRENGTHENED' : 'WEAKENED';
}

/** Whether both are written and ask the same: as one text, or as other words for the same. */
export function areEqualTargets(one: string, other: string): boolean {
  return one !== '' && other !== '' && (one === other || effectOf(one, other) === 'REWRITTEN');
}

/** `after − before` in the unit that `before` is written in; null unless both are numbers in comparable units. */
export function targetDelta(before: string, after: string): string | null {
  const from = boundOf(before);
  const to = boundOf(after);
  if (from === null || to === null || from.unit !== to.unit) return null;
  return to.value.minus(from.value).dividedBy(from.factor).toFixed();
}

/** 1: at least; −1: at most; 0: neither, so that no set contains another by direction. */
function directionOf({ comparator }: TargetBound): 1 | -1 | 0 {
  switch (comparator) {
    case 'GE':
    case 'GT':
      return 1;
    case 'LE':
    case 'LT':
      return -1;
    case 'EQ':
    case null:
      return 0;
    default: {
      const unknown: never = comparator;
      throw new TypeError(`unknown comparator ${String(unknown)}`);
    }
  }
}

function strictness({ comparator }: TargetBound): number {
  return comparator === 'GT' || comparator === 'LT' ? 1 : 0;
}
