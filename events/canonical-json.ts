import canonicalize from 'canonicalize';

/**
 * The one way to write a value as JSON (RFC 8785): what is stored, hashed and proven.
 * @throws TypeError for what JSON cannot hold
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  return text;
}
