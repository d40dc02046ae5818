/**
 * Where a ledger in KurrentDB is, as its URL says:
 * `kurrentdb://[user:password@]host:port[,host:port…]/<ledger>[?options]`. The client has the same form without a path,
 * so what it is given is written anew.
 */

/** Plain data, which can be handed to a thread. */
export interface KurrentLocation {
  scheme: 'kurrentdb' | 'kurrentdb+discover';
  credentials: { username: string; password: string } | null;
  /** `host:port`; one where the members of a cluster are found by asking it. */
  hosts: readonly string[];
  /** The prefix of the ledger's streams. */
  ledger: string;
  /** Of the client, by its own names. */
  options: Readonly<Record<string, string>>;
}

export const kurrentSchemes = ['kurrentdb', 'kurrentdb+discover'] as const;

const defaultLedger = 'budget-ledger';
const defaultPort = '2113';

const form = /^(?:kurrentdb|esdb)(\+discover)?:\/\/(?:([^/?#]*)@)?([^/?#@]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/i;
const host = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const ledgerName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

const truth = /^(true|false)$/;
const milliseconds = /^[1-9]\d{0,8}$/;
const anything = /^[^\0]+$/;

/**
 * What may be set, and how. Not among them: `throwOnAppendFailure`, because without it a conflict is answered with a
 * wrong revision; and another preference than for the leader, because only the leader can decide.
 */
const allowed: Readonly<Record<string, RegExp>> = {
  tls: truth,
  tlsVerifyCert: truth,
  tlsCAFile: anything,
  userCertFile: anything,
  userKeyFile: anything,
  connectionName: anything,
  defaultDeadline: milliseconds,
  discoveryInterval: milliseconds,
  gossipTimeout: milliseconds,
  maxDiscoverAttempts: milliseconds,
  // The client recommends no shorter ones, and says so on the console.
  keepAliveInterval: /^(-1|[1-9]\d{4,8})$/,
  keepAliveTimeout: /^(-1|[1-9]\d{4,8})$/,
  nodePreference: /^leader$/i,
};

/** The part of the client that reads waits so long before it connects at all, half a second by default. */
const sensible = { discoveryInterval: '50' };

/** @returns null: it is no such URL, or cannot be meant */
export function parseKurrentUrl(url: string): KurrentLocation | null {
  const [whole, discover, userInfo, authority = '', path = '', query = ''] = form.exec(url) ?? [];
  if (whole === undefined) return null;
  const credentials = userInfo === undefined ? null : credentialsIn(userInfo);
  const hosts = authority.split(',').map(hostIn);
  const options = optionsIn(query);
  const ledger = path === '' ? defaultLedger : path;
  if (credentials === undefined || options === null || !ledgerName.test(ledger)) return null;
  if (hosts.some((each) => each === null) || (discover !== undefined && hosts.length > 1)) return null;
  return {
    scheme: discover === undefined ? 'kurrentdb' : 'kurrentdb+discover',
    credentials,
    hosts: hosts.filter((each) => each !== null),
    ledger,
    options,
  };
}

/** As the client takes it: with the password, so never to be shown. */
export function connectionString({ scheme, credentials, hosts, options }: KurrentLocation): string {
  const login =
    credentials === null
      ? ''
      : `${encodeURIComponent(credentials.username)}:${encodeURIComponent(credentials.password)}@`;
  const query = Object.entries({ ...sensible, ...options, nodePreference: 'leader' });
  return `${scheme}://${login}${hosts.join(',')}?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

/** The URL as people may see it, without the password. */
export function shownUrl({ scheme, credentials, hosts, ledger, options }: KurrentLocation): string {
  const user = credentials === null ? '' : `${encodeURIComponent(credentials.username)}@`;
  const query = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  return `${scheme}://${user}${hosts.join(',')}/${ledger}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** Whether the connection is made with TLS: it is, unless the URL says otherwise. */
export function usesTls({ options }: Pick<KurrentLocation, 'options'>): boolean {
  return options['tls'] !== 'false';
}

/** @returns undefined: neither a name nor a password can be missing */
function credentialsIn(userInfo: string): KurrentLocation['credentials'] | undefined {
  const [, name = '', secret = ''] = /^([^:]*):(.*)$/s.exec(userInfo) ?? [];
  const username = decoded(name);
  const password = decoded(secret);
  return username === null || password === null || username === '' || password === ''
    ? undefined
    : { username, password };
}

function hostIn(text: string): string | null {
  const [whole, name = '', port = defaultPort] = /^([^:]*)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (whole === undefined || !host.test(name)) return null;
  return Number(port) >= 1 && Number(port) <= 65_535 ? `${name}:${Number(port)}` : null;
}

function optionsIn(query: string): Record<string, string> | null {
  const options: Record<string, string> = {};
  for (const pair of query.split('&').filter((each) => each !== '')) {
    const [, given = '', text = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const name = Object.keys(allowed).find((each) => each.toLowerCase() === given.toLowerCase());
    const value = decoded(text);
    if (name === undefined || value === null || name in options || allowed[name]?.test(value) !== true) return null;
    options[name] = value;
  }
  const hasOneOfTwo = 'userCertFile' in options !== 'userKeyFile' in options;
  return hasOneOfTwo ? null : options;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
