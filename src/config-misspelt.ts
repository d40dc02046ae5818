import type { Variable } from './config-variables.js';
import { defaults } from './config-variables.js';

/** One of ours whose name is of several words: `HOST` and `PORT` alone are too near to what others call theirs. */
const ours = (Object.keys(defaults) as Variable[]).filter((name) => name.includes('_'));

/**
 * The variable of ours that a name looks like one misspelt of: its letters written in another way (`EVENTSTORE`), with one
 * or two of them wrong (`IMPORT_SAMPLE`), its last word gone (`REPLY_CACHE`) or longer (`DATA_DIRECTORY`). null: it looks
 * like none. Names that go on with another word are left to others: `EVENT_STORE_PORT` is what Kubernetes sets for a
 * service of that name.
 */
export function meantBy(name: string): Variable | null {
  if ((ours as readonly string[]).includes(name)) return null;
  return ours.find((known) => looksLike(name.toUpperCase(), known)) ?? null;
}

function looksLike(name: string, known: string): boolean {
  const given = lettersOf(name);
  const meant = lettersOf(known);
  if (given === meant) return true;
  if (given[0] !== meant[0]) return false;
  const words = known.split('_');
  if (words.length > 2 && name === words.slice(0, -1).join('_')) return true;
  if (/^[A-Z]+$/.test(name.startsWith(known) ? name.slice(known.length) : '')) return true;
  return distance(given, meant) <= (meant.length > 10 ? 2 : 1);
}

function lettersOf(name: string): string {
  return name.toUpperCase().replace(/[^A-Z]/g, '');
}

/** Letters left out, put in, changed, or two neighbours exchanged, to make the one of the other. */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) {
    const costs = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const exchanged = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      costs.push(
        Math.min(
          (rows[row - 1]?.[column] ?? 0) + 1,
          (costs[column - 1] ?? 0) + 1,
          (rows[row - 1]?.[column - 1] ?? 0) + (same ? 0 : 1),
          exchanged ? (rows[row - 2]?.[column - 2] ?? Infinity) + 1 : Infinity,
        ),
      );
    }
    rows.push(costs);
  }
  return rows[one.length]?.[other.length] ?? 0;
}
