/** A run of figures in a row: its total, and what stands in its columns from left to right, blank cells left out. */
export interface Figures {
  /** Offsets in the joined text: of the first digit, and behind the last. */
  start: number;
  end: number;
  /** As printed. */
  total: string;
  columns: string[];
}

/**
 * Published amounts have exactly two decimals, so a run can be cut even where the spaces between are gone. No amount
 * has more than 16 digits, and the bound keeps a file of nothing but digits from costing more than its length.
 */
const anyAmount = /[\d,]{0,30}\d\.\d\d/g;
const amount = /^(0|[1-9]\d{0,2}(,\d{3})*)\.\d\d$/;
const nextAmount = / ?((?:0|[1-9]\d{0,2}(?:,\d{3})*)\.\d\d)/y;

/**
 * All runs between two offsets whose total is the sum of the figures behind it: the arithmetic, not the layout, tells a
 * row's figures from numbers in a name or a goal.
 * @returns null in place of a run that can be cut in more than one way
 */
export function figuresBetween(text: string, from: number, to: number): (Figures | null)[] {
  const found: (Figures | null)[] = [];
  anyAmount.lastIndex = from;
  for (let match = anyAmount.exec(text); match !== null && match.index < to; match = anyAmount.exec(text)) {
    const end = match.index + match[0].length;
    const runs = starts(match[0]).flatMap((at) => runFrom(text, match.index + at, end, to) ?? []);
    const [run, ...others] = runs;
    if (run === undefined) {
      anyAmount.lastIndex = end;
      continue;
    }
    found.push(others.length === 0 ? run : null);
    anyAmount.lastIndex = run.end;
  }
  return found;
}

/** Where in a run of digits an amount may begin: a name that ends in digits can stand right before it. */
function starts(digits: string): number[] {
  const offsets = Array.from({ length: digits.length }, (_, at) => at);
  return offsets.filter((at) => amount.test(digits.slice(at)));
}

/** The longest run from here in which the total is the sum of the rest. */
function runFrom(text: string, start: number, firstEnd: number, to: number): Figures | null {
  const total = text.slice(start, firstEnd);
  const columns: string[] = [];
  let best: Figures | null = null;
  let end = firstEnd;
  for (let sum = 0n; columns.length < 3;) {
    nextAmount.lastIndex = end;
    const next = nextAmount.exec(text);
    if (next === null || next.index + next[0].length > to) break;
    end = next.index + next[0].length;
    columns.push(next[1] ?? '');
    sum += hundredths(next[1] ?? '');
    if (sum === hundredths(total)) best = { start, end, total, columns: [...columns] };
  }
  return best;
}

/** An amount with two decimals as a whole number of hundredths of a 万元. */
export function hundredths(figure: string): bigint {
  return BigInt(figure.replaceAll(/[,.]/g, ''));
}
