import type { Client, Exchange } from '@urql/core';
import type { DocumentedFiles } from '../stories/documented-files.js';
import type { Answer, PageInfo, Project, Subscription } from './contract.js';
import { documents } from './screen-documents.js';
import type { OpenScreenClient, ScreenClient, ScreenClientOptions } from './screen-client.js';
import { blankScreen, hasMore, pageArguments } from './screen-client.js';

interface Documented {
  urqlClient(url: string, options: ScreenClientOptions & { cache?: Exchange }): Client;
  graphcache(url: string, options: { schemaAware: boolean }): Promise<Exchange>;
}

/** urql as it comes, which keeps answers and no objects: pages are put together by whoever asks for them. */
export async function urqlScreens(files: DocumentedFiles): Promise<OpenScreenClient> {
  const { urqlClient } = await files.load<Documented>('urql.js');
  return async (url, options) => screensOf(urqlClient(url, options), 'EACH_PAGE');
}

/** urql with graphcache, whose answers have every page that was read. */
export async function graphcacheScreens(files: DocumentedFiles, schemaAware: boolean): Promise<OpenScreenClient> {
  const { urqlClient } = await files.load<Documented>('urql.js');
  const { graphcache } = await files.load<Documented>('graphcache.js');
  return async (url, options) => {
    const cache = await graphcache(url, { schemaAware });
    return screensOf(urqlClient(url, { ...options, cache }), 'ALL_PAGES');
  };
}

function screensOf(client: Client, answers: 'EACH_PAGE' | 'ALL_PAGES'): ScreenClient {
  async function dataOf(asked: ReturnType<Client['query']>): Promise<Answer> {
    const { data, error } = await asked.toPromise();
    if (error !== undefined) throw error;
    return data as Answer;
  }

  return {
    keepsObjects: answers === 'ALL_PAGES',
    screen(document, variables) {
      const screen = blankScreen(() => watching.unsubscribe());
      const watching = client.query(documents[document], variables).subscribe(({ data }) => {
        if (data !== undefined && data !== null) screen.show(data as Answer);
      });
      return screen;
    },
    ask: (document, variables) =>
      dataOf(client.query(documents[document], variables, { requestPolicy: 'network-only' })),
    change: (document, variables) => dataOf(client.mutation(documents[document], variables)),
    follow(document, variables, told) {
      const following = client
        .subscription(documents[document], variables)
        .subscribe(({ data }) => told(data as Subscription));
      return () => following.unsubscribe();
    },
    async pages(id, at, from) {
      let shown: Project[] = [];
      const page = async (known?: PageInfo): Promise<PageInfo> => {
        const variables = { id, at, ...pageArguments(from, known) };
        const { projects } = (await dataOf(client.query(documents.TablePageQuery, variables))).budget;
        const read = projects.edges.map(({ node }) => node);
        const both = from === 'START' ? [...shown, ...read] : [...read, ...shown];
        shown = answers === 'ALL_PAGES' ? read : both;
        return projects.pageInfo;
      };
      let pageInfo = await page();
      return {
        shown: () => shown.map(({ name }) => name),
        more: () => hasMore(from, pageInfo),
        next: async () => void (pageInfo = await page(pageInfo)),
      };
    },
    close: () => undefined,
  };
}
