import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and its answer, with what its line in the log will say. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  /** The commands that the request gave; a route adds to it. */
  commandIds: string[];
  /** Once. @throws RequestError 400, 408, 413, 415, 503; ClientGone */
  readBody(): Promise<string>;
}

/** Answers whole, or throws before it has sent anything. @throws RequestError, ClientGone */
export type Route = (exchange: Exchange) => Promise<void>;

/** By exact path. */
export type Routes = ReadonlyMap<string, Route>;
