import { Refusal } from './refusal.js';

/** Everything that stands in a command's way, told at once: two refusals at least, and at most `mostRefusals`. */
export class Refusals extends Error {
  override readonly name = 'Refusals';
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map(({ messageEn }) => messageEn).join(' '));
  }
}

/** More than this are not told at once: the last one then says that there may be more. */
export const mostRefusals = 100;

/** What an error refuses, if that is what it does; null: something else went wrong. */
export function refusalsIn(error: unknown): readonly Refusal[] | null {
  if (error instanceof Refusal) return [error];
  return error instanceof Refusals ? error.refusals : null;
}

/** @param isWhole whether nothing else is refused that was not looked at */
export function together(refusals: readonly Refusal[], isWhole = true): Refusal | Refusals {
  const [first, second] = refusals;
  if (first === undefined) throw new TypeError('nothing was refused');
  if (second === undefined) return first;
  if (isWhole && refusals.length <= mostRefusals) return new Refusals(refusals);
  const told = refusals.slice(0, mostRefusals);
  const last = told.pop() ?? first;
  return new Refusals([...told, andMore(last)]);
}

function andMore(last: Refusal): Refusal {
  return last.saying(
    `${last.message}这里只列出前 ${mostRefusals} 处，其后可能还有；请改正后再提交。`,
    `${last.messageEn} These are the first ${mostRefusals}; there may be more, so correct them and submit again.`,
  );
}

/** The same error with each of its refusals as `see` sees it; an error of another kind is left as it is. */
export function eachRefusal(error: unknown, see: (refusal: Refusal) => Refusal): unknown {
  const refusals = refusalsIn(error);
  return refusals === null ? error : together(refusals.map(see));
}

/** One thing that is looked at: called, it gives what was made of it. */
export type Part<Made> = () => Made;

/** Thrown by a part that was refused, to whoever needs it: what rests on a refused part is not looked at. */
const restsOnRefused = new Error('rests on a part that was refused');

/**
 * Looks at every part and tells everything that is wrong at once. A part may call parts before it; if one of them was
 * refused, it is passed over.
 * @param check looks at the parts, and gives what is made of them if none was refused
 * @throws Refusal, or Refusals if there are several
 */
export function checkAll<Made>(check: (part: <Piece>(make: () => Piece) => Part<Piece>) => () => Made): Made {
  const refusals: Refusal[] = [];
  const make = check((makePart) => {
    try {
      const piece = makePart();
      return () => piece;
    } catch (error) {
      const refused = refusalsIn(error);
      if (refused === null && error !== restsOnRefused) throw error;
      refusals.push(...(refused ?? []));
      return () => {
        throw restsOnRefused;
      };
    }
  });
  if (refusals.length > 0) throw together(refusals);
  return make();
}
