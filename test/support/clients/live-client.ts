import type { Client, ClientOptions, FormattedExecutionResult } from 'graphql-ws';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** Why a socket was closed. */
export interface Closed {
  code: number;
  reason: string;
}

export interface LiveClient {
  client: Client;
  /** Once the socket is open and the server has greeted back. */
  connected: Promise<void>;
  closed: Promise<Closed>;
  /** Answers of a subscription, one after the other. */
  subscribe(query: string, variables?: Record<string, unknown>): AsyncIterableIterator<any>;
}

/** A client as any program has one, connected at once; it does not connect again by itself. */
export function connect(url: string, options: Partial<ClientOptions> & { headers?: object } = {}): LiveClient {
  const { headers = {}, ...others } = options;
  let closes: (closed: Closed) => void;
  let opens: () => void;
  const closed = new Promise<Closed>((resolve) => (closes = resolve));
  const connected = new Promise<void>((resolve) => (opens = resolve));
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocol: string) {
        super(address, protocol, { headers: headers as Record<string, string> });
      }
    },
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    on: {
      connected: () => opens(),
      closed: (event) => closes(event as Closed),
    },
    ...others,
  });
  return {
    client,
    connected,
    closed,
    subscribe: (query, variables = {}) => client.iterate({ query, variables }),
  };
}

/** The next so many answers. @throws if one has errors */
export async function next(live: AsyncIterableIterator<FormattedExecutionResult>, count = 1): Promise<any[]> {
  const answers: any[] = [];
  while (answers.length < count) {
    const { done, value } = await live.next();
    if (done === true) throw new Error(`the subscription ended after ${answers.length}`);
    if (value.errors !== undefined) throw new Error(JSON.stringify(value.errors));
    answers.push(value.data);
  }
  return answers;
}

/** How a subscription is refused: by an error in its first answer, or instead of one. */
export async function refusal(live: AsyncIterableIterator<FormattedExecutionResult>): Promise<any> {
  try {
    const { value } = await live.next();
    return value?.errors?.[0];
  } catch (errors) {
    return (errors as object[])[0];
  }
}
