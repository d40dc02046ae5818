/** One step of the tour in README.md. */
export interface TourStep {
  /** Its bold first words: “Lower its target”. */
  title: string;
  /** The paragraph that explains it, as one line without emphasis. */
  prose: string;
  /** As printed: `"ID"` stands where the id from an earlier answer goes, `"DRAFT"` where that of the draft does. */
  query: string;
  /** As printed, JSON; null: the step shows none. */
  answer: string | null;
}

/** The steps of a tour: paragraphs that begin in bold, each followed by a query and, mostly, by its answer. */
export function tourOf(markdown: string): TourStep[] {
  const blocks = [...markdown.matchAll(/^```(\w+)\n([^]*?)^```$/gm)];
  return blocks.flatMap((block, at): TourStep[] => {
    const [whole, language, query = ''] = block;
    const before = markdown.slice(0, block.index).trimEnd();
    const paragraph = before.slice(before.lastIndexOf('\n\n') + 2).replaceAll('\n', ' ');
    const title = /^\*\*(.+?)[.:]?\*\*/.exec(paragraph)?.[1];
    if (language !== 'graphql' || title === undefined) return [];
    const next = blocks[at + 1];
    const follows = next?.[1] === 'json' && markdown.slice(block.index + whole.length, next.index).trim() === '';
    return [{ title, prose: paragraph.replaceAll('**', ''), query, answer: follows ? (next[2] ?? null) : null }];
  });
}

/** The query under a name made of the step's title, so that a tab or a log can show it: `query LowerItsTarget {`. */
export function namedQuery({ title, query }: TourStep): string {
  const words = title.match(/[A-Za-z0-9]+/g) ?? [];
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return query.replace(
    /^(query|mutation|subscription)?\s*([{(])/,
    (_, kind: string | undefined, opening: string) => `${kind ?? 'query'} ${name}${opening === '{' ? ' {' : '('}`,
  );
}
