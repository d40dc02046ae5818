import readme from '../../README.md?raw';
import { namedQuery, tourOf } from '../tour.js';
import type { TourStep } from '../tour.js';

const width = 60;

/** The tour of README.md, a tab for each step: what it shows, and the query, ready to be run. */
export async function tabsOfTour(endpoint: string): Promise<{ query: string }[]> {
  const steps = tourOf(readme);
  const id = await idFromAnswer(endpoint, steps);
  return steps.map((step) => ({
    query: `${comment(step.prose)}\n${namedQuery(step).trimEnd().replaceAll('"ID"', JSON.stringify(id))}\n`,
  }));
}

/** What the tour tells its reader to put in the place of `ID`; that word itself, where the ledger holds another table. */
async function idFromAnswer(endpoint: string, steps: readonly TourStep[]): Promise<string> {
  const asked = steps.find(({ query }) => /^\{\s*indicators\(/.test(query));
  const reply = fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: asked?.query }),
  });
  const answer = (await reply.then((response) => response.json()).catch(() => null)) as {
    data?: { indicators?: { nodes: { id: string }[] } };
  } | null;
  return answer?.data?.indicators?.nodes[0]?.id ?? 'ID';
}

/** Wrapped between words, as lines that GraphQL does not read. */
function comment(prose: string): string {
  const lines: string[] = [];
  for (const word of prose.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines.join('\n');
}
