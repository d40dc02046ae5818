import type { Metadata } from '@grpc/grpc-js';
import type { EventLog } from './event-log.js';
import type { Endpoint, RpcError } from './rpc-errors.js';
import { accessDenied, notLeader, notReady, unauthenticated } from './rpc-errors.js';

/** One server: its log, how it was started, and what it has been told to do wrong. */
export interface Node {
  readonly log: EventLog;
  readonly maximumAppendSize: number;
  readonly version: string;
  /** Passwords by user; null: like a server started with `--insecure`, it asks nobody. */
  readonly credentials: Readonly<Record<string, string>> | null;
  isNotReady: boolean;
  /** Where the leader is, if this one only follows. */
  leader: Endpoint | null;
  /** Subscriptions are told of the log's end before they have been sent what is there. */
  runsAhead: boolean;
  /** Called with the next append that has been stored, in place of its answer. */
  loseAcknowledgement: (() => void) | null;
  /** Each ends one subscription as a server does with a consumer that is too slow. */
  readonly kicks: Set<() => void>;
}

/** Why a call is not answered at all; null: it is. @param writes whether a follower passes it on, which this cannot */
export function refusalOf(node: Node, metadata: Metadata, writes: boolean): RpcError | null {
  const denied = node.credentials === null ? null : credentialsRefused(node.credentials, metadata);
  if (denied !== null) return denied;
  if (node.isNotReady) return notReady();
  const needsLeader = writes || metadata.get('requires-leader')[0] === 'true';
  return node.leader !== null && needsLeader ? notLeader(node.leader) : null;
}

function credentialsRefused(known: Readonly<Record<string, string>>, metadata: Metadata): RpcError | null {
  const [header] = metadata.get('authorization');
  if (header === undefined) return accessDenied();
  const [scheme = '', encoded = ''] = String(header).split(' ');
  const [user = '', password] = Buffer.from(encoded, 'base64').toString().split(/:(.*)/s);
  const isKnown = scheme.toLowerCase() === 'basic' && known[user] !== undefined && known[user] === password;
  return isKnown ? null : unauthenticated();
}
