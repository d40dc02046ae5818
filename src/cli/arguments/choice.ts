import { failure } from '../failures.js';

/** The Chinese names, as help and refusals list them. */
export function choices(labels: Record<string, string>): string {
  return Object.values(labels).join('、');
}

/** By the Chinese name or the one of the API. @throws Failure USAGE */
export function oneOf<Name extends string>(
  option: string,
  text: string | undefined,
  labels: Record<Name, string>,
): Name | undefined {
  if (text === undefined) return undefined;
  const names = Object.keys(labels) as Name[];
  const found = names.find((name) => labels[name] === text || name === text.toUpperCase().replaceAll('-', '_'));
  if (found !== undefined) return found;
  // What is shown in Latin letters is its own name in English, too.
  const latin = (name: Name) =>
    /^[a-z-]+$/.test(labels[name]) ? labels[name] : name.toLowerCase().replaceAll('_', '-');
  const english = names.map(latin).join(', ');
  throw failure(
    'usage',
    'USAGE',
    `${option} 须为 ${choices(labels)} 之一，不是“${text}”。`,
    `${option} is one of ${english}, not "${text}".`,
  );
}
