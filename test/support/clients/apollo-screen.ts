import type { ApolloClient } from '@apollo/client';
import { parse } from 'graphql';
import type { DocumentedFiles } from '../stories/documented-files.js';
import type { Answer, Subscription } from './contract.js';
import type { DocumentName } from './screen-documents.js';
import { documents } from './screen-documents.js';
import type { OpenScreenClient, ScreenClientOptions } from './screen-client.js';
import { blankScreen, hasMore, pageArguments } from './screen-client.js';

interface Documented {
  apolloClient(url: string, options: ScreenClientOptions): Promise<ApolloClient>;
}

const parsed = (document: DocumentName) => parse(documents[document]);

/** Apollo Client. */
export async function apolloScreens(files: DocumentedFiles): Promise<OpenScreenClient> {
  const { apolloClient } = await files.load<Documented>('apollo.js');
  return async (url, options) => {
    const client = await apolloClient(url, options);
    return {
      keepsObjects: true,
      screen(document, variables) {
        const watched = client.watchQuery({ query: parsed(document), variables });
        const screen = blankScreen(() => watching.unsubscribe());
        const watching = watched.subscribe(({ data, dataState }) => {
          if (dataState === 'complete') screen.show(data as Answer);
        });
        return screen;
      },
      async ask(document, variables) {
        const { data } = await client.query({ query: parsed(document), variables, fetchPolicy: 'network-only' });
        return data as Answer;
      },
      async change(document, variables) {
        const { data } = await client.mutate({ mutation: parsed(document), variables });
        return data as Answer;
      },
      follow(document, variables, told) {
        const following = client
          .subscribe({ query: parsed(document), variables })
          .subscribe(({ data }) => told(data as Subscription));
        return () => following.unsubscribe();
      },
      async pages(id, at, from) {
        const variables = { id, at, ...pageArguments(from) };
        const watched = client.watchQuery({ query: parsed('TablePageQuery'), variables });
        const screen = blankScreen(() => undefined);
        watched.subscribe(({ data, dataState }) => {
          if (dataState === 'complete') screen.show(data as Answer);
        });
        const projects = () => (screen.shown() as Answer).budget.projects;
        await screen.until(() => true);
        return {
          shown: () => projects().edges.map(({ node }) => node.name),
          more: () => hasMore(from, projects().pageInfo),
          async next() {
            const { edges, pageInfo } = projects();
            await watched.fetchMore({ variables: pageArguments(from, pageInfo) });
            await screen.until(({ budget }) => budget.projects.edges.length > edges.length);
          },
        };
      },
      close: () => client.stop(),
    };
  };
}
