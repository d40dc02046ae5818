import canonicalize from 'canonicalize';

/**
 * The one way to write a value as JSON (RFC 8785): what is stored, hashed and proven. Text, whole numbers and named
 * members, which is all that events hold, are put in order and written by `JSON.stringify`; the rest is the library's.
 * @throws TypeError or Error for what JSON cannot hold
 */
export function canonicalJson(value: unknown): string {
  const ordered = inOrder(value);
  const text = ordered === undefined ? canonicalize(value) : JSON.stringify(ordered);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  return text;
}

/** The value with the members of its objects in canonical order; undefined: it holds what this does not order. */
function inOrder(value: unknown): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return loneSurrogate.test(value) ? undefined : value;
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? value : undefined;
  if (typeof value !== 'object') return undefined;
  return Array.isArray(value) ? itemsInOrder(value) : membersInOrder(value);
}

function itemsInOrder(items: readonly unknown[]): unknown[] | undefined {
  const ordered = items.map(inOrder);
  return ordered.includes(undefined) ? undefined : ordered;
}

function membersInOrder(object: object): Record<string, unknown> | undefined {
  if (Object.getPrototypeOf(object) !== Object.prototype) return undefined;
  const ordered: Record<string, unknown> = {};
  for (const name of Object.keys(object).sort()) {
    const member = named.test(name) ? inOrder((object as Record<string, unknown>)[name]) : undefined;
    if (member === undefined) return undefined;
    ordered[name] = member;
  }
  return ordered;
}

const loneSurrogate = /\p{Cs}/u;
/** Names that keep the order in which they are put in; numbers would not, and `__proto__` would not be one. */
const named = /^[A-Za-z][A-Za-z0-9]*$/;
