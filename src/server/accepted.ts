/** A member of a header in which a client says what it takes, such as `Accept`; all in lower case. */
export interface Accepted {
  name: string;
  /** Those that belong to the name. */
  parameters: readonly string[];
  /** From 0, not at all, to 1. */
  weight: number;
}

/** The members of such a header; one whose weight is none is left out (RFC 9110, 12.4.2). */
export function acceptedIn(header: string): Accepted[] {
  return header.split(',').flatMap((member): Accepted[] => {
    const [name = '', ...parts] = member.split(';').map((part) => part.trim().toLowerCase());
    const own = parts.findIndex((part) => /^q\s*=/.test(part));
    const weight = own === -1 ? '1' : (parts[own] ?? '').replace(/^q\s*=\s*/, '');
    if (name === '' || !/^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight)) return [];
    return [{ name, parameters: own === -1 ? parts : parts.slice(0, own), weight: Number(weight) }];
  });
}
