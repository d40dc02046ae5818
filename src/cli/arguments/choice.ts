import { failure } from '../failures.js';

/** The Chinese names, as help texts and refusals list them. */
export function listLabels(labels: Record<string, string>): string {
  return Object.values(labels).join('、');
}

/** The member that was named, in Chinese or as the API names it. @throws Failure USAGE */
export function parseLabel<Name extends string>(
  option: string,
  text: string | undefined,
  labels: Record<Name, string>,
): Name | undefined {
  if (text === undefined) return undefined;
  const names = Object.keys(labels) as Name[];
  const found = names.find(
    (name) => labels[name] === text || name.toUpperCase() === text.toUpperCase().replaceAll('-', '_'),
  );
  if (found !== undefined) return found;
  // A label in Latin letters serves in English, too.
  const latin = (name: Name) =>
    /^[a-z-]+$/.test(labels[name]) ? labels[name] : name.toLowerCase().replaceAll('_', '-');
  const english = names.map(latin).join(', ');
  throw failure(
    'usage',
    'USAGE',
    `${option} 须为 ${listLabels(labels)} 之一，不是“${text}”。`,
    `${option} is one of ${english}, not "${text}".`,
  );
}

/** The members that were named with commas between. @throws Failure USAGE */
export function parseLabels<Name extends string>(
  option: string,
  text: string | undefined,
  labels: Record<Name, string>,
): Name[] | undefined {
  return text?.split(/[,，、]/).flatMap((each) => parseLabel(option, each.trim(), labels) ?? []);
}
