import canonicalize from 'canonicalize';

/**
 * The one way to write a value as JSON (RFC 8785), for whatever is stored, hashed or proven. Events hold only text, whole
 * numbers and named members; these are put in order and written by `JSON.stringify`, which is faster than the library.
 * Everything else is left to the library.
 * @throws TypeError or Error for what JSON cannot hold
 */
export function canonicalJson(value: unknown): string {
  const ordered = sortMembers(value);
  const text = ordered === undefined ? canonicalize(value) : JSON.stringify(ordered);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  return text;
}

/** The value with the members of its objects in canonical order; undefined: the library has to write it. */
function sortMembers(value: unknown): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return loneSurrogate.test(value) ? undefined : value;
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? value : undefined;
  if (typeof value !== 'object') return undefined;
  return Array.isArray(value) ? itemsInOrder(value) : membersInOrder(value);
}

function itemsInOrder(items: readonly unknown[]): unknown[] | undefined {
  const ordered = items.map(sortMembers);
  return ordered.includes(undefined) ? undefined : ordered;
}

function membersInOrder(object: object): Record<string, unknown> | undefined {
  if (Object.getPrototypeOf(object) !== Object.prototype) return undefined;
  const ordered: Record<string, unknown> = {};
  for (const name of Object.keys(object).sort()) {
    const member = named.test(name) ? sortMembers((object as Record<string, unknown>)[name]) : undefined;
    if (member === undefined) return undefined;
    ordered[name] = member;
  }
  return ordered;
}

const loneSurrogate = /\p{Cs}/u;
/**
 * Objects keep members of such names in the order of insertion. They would not for numbers, and `__proto__` would be no
 * member.
 */
const named = /^[A-Za-z][A-Za-z0-9]*$/;
