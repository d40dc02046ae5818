import type { Variable } from './config-variables.js';
import { defaults } from './config-variables.js';

/** One of ours whose name is of several words: `HOST` and `PORT` alone are too near to what others call theirs. */
const ours = (Object.keys(defaults) as Variable[]).filter((name) => name.includes('_'));

/** Of these others have variables of their own that go on with another word: `LOG_LEVEL_ROOT`. */
const common: readonly Variable[] = ['DATA_DIR', 'LOG_LEVEL'];

/** What Kubernetes and Docker add to the name of a service: `EVENT_STORE_PORT` where one is called so. */
const ofServices = ['SERVICE', 'PORT', 'NAME'];

/**
 * The variable of ours that a name looks like one misspelt of: its letters written in another way (`EVENTSTORE`), with one
 * or two of them wrong (`IMPORT_SAMPLE`), cut behind its first word (`REPLY_CACHE`, `ADJUSTMENT_DOC`), its last word longer
 * (`DATA_DIRECTORY`), or with one word added (`IMPORT_SAMPLE_DATA`). null: it looks like none.
 */
export function meantBy(name: string): Variable | null {
  if ((ours as readonly string[]).includes(name)) return null;
  return ours.find((known) => looksLike(name.toUpperCase(), known)) ?? null;
}

function looksLike(name: string, known: Variable): boolean {
  if (lettersOf(name) === lettersOf(known)) return true;
  if (name[0] !== known[0]) return false;
  if (name.includes('_') && !name.endsWith('_') && known.startsWith(name)) return true;
  if (/^[A-Z]+$/.test(name.startsWith(known) ? name.slice(known.length) : '')) return true;
  return isNear(name, known) || hasWordAdded(name, known);
}

/** Two letters wrong in a long name, one in a short one. */
function isNear(name: string, known: Variable): boolean {
  const meant = lettersOf(known);
  return distance(lettersOf(name), meant) <= (meant.length > 10 ? 2 : 1);
}

function hasWordAdded(name: string, known: Variable): boolean {
  const words = name.split('_');
  if (common.includes(known) || words.length !== known.split('_').length + 1) return false;
  return words.some(
    (word, at) => at > 0 && !ofServices.includes(word) && isNear(words.toSpliced(at, 1).join('_'), known),
  );
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
