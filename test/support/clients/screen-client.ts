import type { Answer, PageInfo, Subscription } from './contract.js';
import type { DocumentName } from './screen-documents.js';

/** What a page shows of one question, as the client's cache tells it. */
export interface Screen {
  /** The newest; null: nothing yet. */
  shown(): Answer | null;
  /** What is shown once it is right. */
  until(isRight: (shown: Answer) => boolean): Promise<Answer>;
  leave(): void;
}

/** A list that is read page by page into one screen, from its start or from its end. */
export interface Pages {
  /** Names, as far as they were read, in the list's order. */
  shown(): string[];
  /** Whether there are more, behind or before what is shown. */
  more(): boolean;
  next(): Promise<void>;
}

export type ReadFrom = 'START' | 'END';

/** The arguments of a page of three: the first one, or the one behind or before what is shown. */
export function pageArguments(from: ReadFrom, shown?: Pick<PageInfo, 'startCursor' | 'endCursor'>) {
  const { startCursor = null, endCursor = null } = shown ?? {};
  return from === 'START'
    ? { first: 3, after: endCursor, last: null, before: null }
    : { first: null, after: null, last: 3, before: startCursor };
}

export function hasMore(from: ReadFrom, { hasNextPage, hasPreviousPage }: PageInfo): boolean {
  return from === 'START' ? hasNextPage : hasPreviousPage;
}

/** An ordinary client, as a frontend has it. */
export interface ScreenClient {
  /** Whether an object that it is told of is shown wherever it is on the screen; else the screen has to ask again. */
  keepsObjects: boolean;
  /** From the cache, as far as that can answer. */
  screen(document: DocumentName, variables: object): Screen;
  /** From the server. */
  ask(document: DocumentName, variables: object): Promise<Answer>;
  change(document: DocumentName, variables: object): Promise<Answer>;
  /** @returns ends it */
  follow(document: DocumentName, variables: object, told: (answer: Subscription) => void): () => void;
  /** The projects of a budget, or of what else has this `id`, three at a time. */
  pages(id: string, at: object | null, from: ReadFrom): Promise<Pages>;
  close(): void;
}

export interface ScreenClientOptions {
  identity: Record<string, string>;
  webSocketImpl: unknown;
}

/** How a client of one kind is set up, with nothing but what docs/api.md prints. */
export type OpenScreenClient = (url: string, options: ScreenClientOptions) => Promise<ScreenClient>;

/** A screen that something writes on. */
export function blankScreen(leave: () => void): Screen & { show(answer: Answer): void } {
  let newest: Answer | null = null;
  const waiting = new Set<() => void>();
  return {
    leave,
    shown: () => newest,
    show(answer) {
      newest = answer;
      for (const look of waiting) look();
    },
    until: (isRight) =>
      new Promise((resolve) => {
        const look = () => {
          if (newest === null || !isRight(newest)) return;
          waiting.delete(look);
          resolve(newest);
        };
        waiting.add(look);
        look();
      }),
  };
}

/** An answer without what clients ask for themselves. */
export function plain<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map((each: unknown) => plain(each)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => !name.startsWith('__'));
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member as unknown)])) as Value;
}
