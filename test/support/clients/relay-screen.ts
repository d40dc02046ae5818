import type { ConcreteRequest, Environment, ReaderFragment, Variables } from 'relay-runtime';
import relay from 'relay-runtime';
import type { DocumentedFiles } from '../stories/documented-files.js';
import type { Answer, ProjectConnection, Subscription } from './contract.js';
import { compileRelay } from './relay-compile.js';
import type { OpenScreenClient, Screen, ScreenClientOptions } from './screen-client.js';
import { blankScreen, hasMore, pageArguments } from './screen-client.js';
import type { DocumentName } from './screen-documents.js';
import { documents } from './screen-documents.js';

interface Documented {
  relayEnvironment(url: string, options: ScreenClientOptions): Environment;
}

/** A list as Relay pages through it: a fragment that is asked for again with another cursor. */
const paging = {
  TableProjects: `fragment TableProjects_budget on Budget
    @refetchable(queryName: "TableProjectsPaginationQuery")
    @argumentDefinitions(
      first: { type: "Int" }
      after: { type: "String" }
      last: { type: "Int" }
      before: { type: "String" }
    ) {
      projects(first: $first, after: $after, last: $last, before: $before) @connection(key: "TableProjects_projects") {
        edges { node { id name } }
      }
    }`,
  TablePagesQuery: `query TablePagesQuery($id: ID!, $at: At, $first: Int, $last: Int) {
    budget(id: $id, at: $at) { id ...TableProjects_budget @arguments(first: $first, last: $last) }
  }`,
};

const { createOperationDescriptor, fetchQuery, getSingularSelector, requestSubscription, commitMutation } = relay;

export async function relayScreens(files: DocumentedFiles): Promise<OpenScreenClient> {
  const plainPage = 'TablePageQuery';
  const { [plainPage]: _read, ...others } = documents;
  await compileRelay(files, { ...others, ...paging });
  const { relayEnvironment } = await files.load<Documented>('relay.js');
  const artifact = async <Node>(name: string): Promise<Node> =>
    (await files.load<{ default: Node }>(`src/__generated__/${name}.graphql.js`)).default;
  const names = [...Object.keys(others), 'TablePagesQuery', 'TableProjectsPaginationQuery'];
  const requests = new Map<string, ConcreteRequest>();
  for (const name of names) requests.set(name, await artifact<ConcreteRequest>(name));
  const fragment = await artifact<ReaderFragment>('TableProjects_budget');
  const requestOf = (name: string): ConcreteRequest => {
    const request = requests.get(name);
    if (request === undefined) throw new Error(`${name} was not compiled`);
    return request;
  };

  return async (url, options) => {
    const environment = relayEnvironment(url, options);

    function screen(document: DocumentName, variables: object): Screen {
      const operation = createOperationDescriptor(requestOf(document), variables);
      const retained = environment.retain(operation);
      const snapshot = environment.lookup(operation.fragment);
      const watching = environment.subscribe(snapshot, ({ data, isMissingData }) => {
        if (!isMissingData) blank.show(data as unknown as Answer);
      });
      const blank = blankScreen(() => {
        watching.dispose();
        retained.dispose();
      });
      if (snapshot.isMissingData) void environment.execute({ operation }).toPromise();
      else blank.show(snapshot.data as unknown as Answer);
      return blank;
    }

    async function ask(name: string, variables: object): Promise<Answer> {
      const fetched = fetchQuery(environment, requestOf(name), variables as Variables, { fetchPolicy: 'network-only' });
      return (await fetched.toPromise()) as Answer;
    }

    return {
      keepsObjects: true,
      screen,
      ask,
      change: (document, variables) =>
        new Promise((resolve, reject) => {
          commitMutation(environment, {
            mutation: requestOf(document),
            variables: variables as Variables,
            onCompleted: (answer) => resolve(answer as Answer),
            onError: reject,
          });
        }),
      follow(document, variables, told) {
        const { dispose } = requestSubscription(environment, {
          subscription: requestOf(document),
          variables,
          onNext: (answer) => told(answer as Subscription),
        });
        return dispose;
      },
      async pages(id, at, from) {
        const operation = createOperationDescriptor(requestOf('TablePagesQuery'), {
          id,
          at,
          ...pageArguments(from),
        });
        environment.retain(operation);
        await environment.execute({ operation }).toPromise();
        const { budget } = environment.lookup(operation.fragment).data as unknown as Answer;
        const projects = (): ProjectConnection => {
          const selector = getSingularSelector(fragment, budget);
          if (selector === null) throw new Error('there is no budget');
          return (environment.lookup(selector).data as unknown as Answer['budget']).projects;
        };
        return {
          shown: () => projects().edges.map(({ node }) => node.name),
          more: () => hasMore(from, projects().pageInfo),
          next: async () => {
            const page = pageArguments(from, projects().pageInfo);
            await ask('TableProjectsPaginationQuery', { id: budget.id, ...page });
          },
        };
      },
      close: () => undefined,
    };
  };
}
