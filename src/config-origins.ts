/**
 * `none`, or origins of pages with commas between them, as browsers write them in the header `Origin`: in lower case,
 * without a path, the port only where it is not the usual one. A slash at the end is forgiven.
 * @returns null: one of them is no origin
 */
export function readOrigins(text: string): readonly string[] | null {
  const given = text.trim();
  if (given === '' || given === 'none') return [];
  const origins = given.split(',').map((each) => readOrigin(each.trim()));
  return origins.every((origin) => origin !== null) ? origins : null;
}

function readOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, href } = new URL(text);
  const isSite = protocol === 'https:' || protocol === 'http:';
  return isSite && href === `${origin}/` && !/[?#*]/.test(text) ? origin : null;
}
