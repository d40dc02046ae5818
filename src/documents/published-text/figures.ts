/** A run of figures in a row: its total, and what stands in its columns from left to right, blank cells left out. */
export interface Figures {
  /** Offsets in the joined text: of the first digit, and behind the last. */
  start: number;
  end: number;
  /** As printed. */
  total: string;
  columns: string[];
}

/** Published amounts have exactly two decimals, so a run can be cut even where the spaces between are gone. */
const decimals = /\d\.\d\d/g;
/** No amount is longer; it keeps a file of nothing but digits from costing more than its length. */
const longest = 32;
const amount = /^(0|[1-9]\d{0,2}(,\d{3})*)\.\d\d$/;
const nextAmount = / ?((?:0|[1-9]\d{0,2}(?:,\d{3})*)\.\d\d)/y;

/**
 * All runs between two offsets whose total is the sum of the figures behind it: the arithmetic, not the layout, tells a
 * row's figures from numbers in a name or a goal.
 * @returns null in place of a run that can be cut in more than one way
 */
export function figuresBetween(text: string, from: number, to: number): (Figures | null)[] {
  const found: (Figures | null)[] = [];
  let begin = from;
  decimals.lastIndex = from;
  for (let match = decimals.exec(text); match !== null && match.index < to; match = decimals.exec(text)) {
    const end = match.index + match[0].length;
    const [run, ...others] = starts(text, begin, match.index, end).flatMap((at) => runsFrom(text, at, end, to));
    if (run !== undefined) found.push(others.length === 0 && !goesOn(text, run, to) ? run : null);
    begin = run?.end ?? end;
    decimals.lastIndex = begin;
  }
  return found;
}

/** Where an amount may begin that has its last digit before the point at `last`: a name that ends in digits can stand right before it. */
function starts(text: string, begin: number, last: number, end: number): number[] {
  let first = last;
  while (first > Math.max(begin, end - longest) && /[\d,]/.test(text[first - 1] ?? '')) first -= 1;
  const offsets = Array.from({ length: end - first }, (_, at) => first + at);
  const fitting = offsets.filter((at) => amount.test(text.slice(at, end)));
  // Behind a space stands an amount from its first digit on, for no name has a space in it.
  return text[first - 1] === ' ' ? fitting.filter((at) => at === first) : fitting;
}

/** The runs from here in which the total is the sum of the rest; more than one only where zeros follow. */
function runsFrom(text: string, start: number, firstEnd: number, to: number): Figures[] {
  const total = text.slice(start, firstEnd);
  const columns: string[] = [];
  const runs: Figures[] = [];
  let end = firstEnd;
  for (let sum = 0n; columns.length < 3;) {
    nextAmount.lastIndex = end;
    const next = nextAmount.exec(text);
    if (next === null || next.index + next[0].length > to) break;
    end = next.index + next[0].length;
    columns.push(next[1] ?? '');
    sum += hundredths(next[1] ?? '');
    if (sum === hundredths(total)) runs.push({ start, end, total, columns: [...columns] });
  }
  // With a figure in every column, zeros are those of the row and not how its goal begins.
  return runs.at(-1)?.columns.length === 3 ? runs.slice(-1) : runs;
}

/** Whether another run begins with a figure of this one and goes further: what stands before could be of the name. */
function goesOn(text: string, { start, end }: Figures, to: number): boolean {
  for (let at = start; at < end && text[at - 1] !== ' ';) {
    nextAmount.lastIndex = at;
    nextAmount.exec(text);
    at = nextAmount.lastIndex + (text[nextAmount.lastIndex] === ' ' ? 1 : 0);
    if (nextAmount.exec(text) === null) return false;
    if (runsFrom(text, at, nextAmount.lastIndex, to).some((run) => run.end > end)) return true;
  }
  return false;
}

/** An amount with two decimals as a whole number of hundredths of a 万元. */
export function hundredths(figure: string): bigint {
  return BigInt(figure.replaceAll(/[,.]/g, ''));
}
