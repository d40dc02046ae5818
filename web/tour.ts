/** One step of the tour in docs/tour.md. */
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

/** Ids that the tour tells its reader to put into later steps, by the word that stands for each. */
export type TourIds = Partial<Record<'ID' | 'DRAFT', string>>;

/** The ids that an answer of the tour has for the steps behind it. */
export function idsIn(data: unknown): TourIds {
  const { indicators, openDraft } = (data ?? {}) as {
    indicators?: { nodes?: { id?: string }[] } | null;
    openDraft?: { draft?: { id?: string } | null } | null;
  };
  const row = indicators?.nodes?.[0]?.id;
  const draft = openDraft?.draft?.id;
  return { ...(row === undefined ? {} : { ID: row }), ...(draft === undefined ? {} : { DRAFT: draft }) };
}

/** The text with the ids that are known in their places. */
export function withIds(text: string, ids: TourIds): string {
  return Object.entries(ids).reduce((filled, [word, id]) => filled.replaceAll(`"${word}"`, JSON.stringify(id)), text);
}

/**
 * The query under a name made of the step's title, so that a tab or a log can show it: `query LowerItsTarget {`.
 * @param title in English, since names in GraphQL have no other letters
 */
export function namedQuery({ title, query }: Pick<TourStep, 'title' | 'query'>): string {
  const words = title.match(/[A-Za-z0-9]+/g) ?? [];
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return query.replace(
    /^(query|mutation|subscription)?\s*([{(])/,
    (_, kind: string | undefined, opening: string) => `${kind ?? 'query'} ${name}${opening === '{' ? ' {' : '('}`,
  );
}

/** Of a line of prose, in columns; a Chinese character takes two. */
const width = 60;

/** The prose as lines that GraphQL does not read: broken between words, and between Chinese characters. */
export function comment(prose: string): string {
  const lines: { text: string; columns: number }[] = [];
  for (const [piece] of prose.matchAll(
    /[\u2e80-\u9fff\uff00-\uffef][\u3000-\u303f\uff00-\uffef”’]*\s*|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*/g,
  )) {
    const columns = [...piece].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
    const last = lines.at(-1);
    if (last !== undefined && last.columns + columns <= width) {
      last.text += piece;
      last.columns += columns;
    } else lines.push({ text: piece, columns });
  }
  return lines.map(({ text }) => `# ${text}`.trimEnd()).join('\n');
}
