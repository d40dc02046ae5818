import type { Client, ClientOptions, FormattedExecutionResult } from 'graphql-ws';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Fault } from '../processes/running-ledger.js';
import type { List, Subscription } from './contract.js';

/** Why a socket was closed. */
export interface Closed {
  code: number;
  reason: string;
}

export type LiveAnswers = AsyncIterableIterator<FormattedExecutionResult<Subscription, unknown>>;

export interface LiveClient {
  client: Client;
  /** Once the socket is open and the server has greeted back. */
  connected: Promise<void>;
  closed: Promise<Closed>;
  /** Answers of a subscription, one after the other. */
  subscribe(query: string, variables?: Record<string, unknown>): LiveAnswers;
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
    subscribe: (query, variables = {}) => client.iterate<Subscription>({ query, variables }),
  };
}

/** The next so many answers. @throws if one has errors */
export async function next(live: LiveAnswers, count = 1): Promise<List<Subscription>> {
  const answers: Subscription[] = [];
  while (answers.length < count) {
    const told = await live.next();
    if (told.done === true) throw new Error(`the subscription ended after ${answers.length}`);
    if (told.value.errors !== undefined) throw new Error(JSON.stringify(told.value.errors));
    answers.push(told.value.data as Subscription);
  }
  return answers as List<Subscription>;
}

/** How a subscription is refused: by an error in its first answer, or instead of one. */
export async function refusal(live: LiveAnswers): Promise<Fault> {
  try {
    const told = await live.next();
    return (told.done === true ? undefined : told.value.errors?.[0]) as unknown as Fault;
  } catch (errors) {
    return (errors as List<Fault>)[0];
  }
}
