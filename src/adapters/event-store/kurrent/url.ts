/**
 * Where a ledger in KurrentDB is, as its URL says:
 * `kurrentdb://[user:password@]host:port[,host:port…]/<ledger>[?options]`. The client has the same form without a path,
 * so what it is given is written anew.
 */
import type { OptionForm } from '../../../ports/store-url.js';
import {
  anyText,
  isLoopback,
  milliseconds,
  notEncoded,
  oneOf,
  positive,
  readHosts,
  readOptions,
  readUserInfo,
  truth,
  wrongUrl,
} from '../../../ports/store-url.js';

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
const defaultPort = 2113;

const form = /^\/\/(?:([^/?#]*)@)?([^/?#@]*)(?:\/([^?#@]*))?(?:\?([^#@]*))?$/;
const hostName = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const ledgerName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** The client recommends no shorter ones, and says so on the console. */
const keepAlive: OptionForm = {
  pattern: /^(-1|[1-9]\d{4,8})$/,
  mustBe: { zh: '须为 10000 以上的整数（毫秒），或 -1', en: 'must be 10000 or more milliseconds, or -1' },
};

/**
 * What may be set, and how. Not among them: `throwOnAppendFailure`, because without it a conflict is answered with a
 * wrong revision; and another preference than for the leader, because only the leader can decide.
 */
const allowed: Readonly<Record<string, OptionForm>> = {
  tls: truth,
  tlsVerifyCert: truth,
  tlsCAFile: anyText,
  userCertFile: anyText,
  userKeyFile: anyText,
  connectionName: anyText,
  defaultDeadline: milliseconds,
  discoveryInterval: milliseconds,
  gossipTimeout: milliseconds,
  maxDiscoverAttempts: positive,
  keepAliveInterval: keepAlive,
  keepAliveTimeout: keepAlive,
  nodePreference: { ...oneOf('leader'), pattern: /^leader$/i },
};

/** The part of the client that reads waits so long before it connects at all, half a second by default. */
const sensible = { discoveryInterval: '50' };

/** @returns null: it is of another scheme @throws WrongUrl */
export function parseKurrentUrl(url: string): KurrentLocation | null {
  const [, discover, rest] = /^(?:kurrentdb|esdb)(\+discover)?:(.*)$/is.exec(url) ?? [];
  if (rest === undefined) return null;
  const [whole, userInfo, authority = '', path = '', query = ''] = form.exec(rest) ?? [];
  if (whole === undefined) throw notEncoded();
  return {
    scheme: discover === undefined ? 'kurrentdb' : 'kurrentdb+discover',
    credentials: userInfo === undefined ? null : credentialsIn(userInfo),
    hosts: hostsIn(authority, discover !== undefined),
    ledger: path === '' ? defaultLedger : ledgerIn(path),
    options: optionsIn(query),
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

/** The URL as people may see it, without user and password. */
export function shownUrl({ scheme, hosts, ledger, options }: KurrentLocation): string {
  const query = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  return `${scheme}://${hosts.join(',')}/${ledger}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** Whether the connection is made with TLS: it is, unless the URL says otherwise. */
export function usesTls({ options }: Pick<KurrentLocation, 'options'>): boolean {
  return options['tls'] !== 'false';
}

/** Whether a password goes without TLS to a server that is not on this machine. */
export function sendsPasswordOpenly(location: Pick<KurrentLocation, 'credentials' | 'hosts' | 'options'>): boolean {
  const { credentials, hosts } = location;
  return credentials !== null && !usesTls(location) && !hosts.every((host) => isLoopback(host.replace(/:\d+$/, '')));
}

function credentialsIn(userInfo: string): KurrentLocation['credentials'] {
  const credentials = readUserInfo(userInfo);
  if (credentials.password !== '') return credentials;
  throw wrongUrl('用户名之后没有密码，须写作 用户:密码@', 'there is no password behind the user; write user:password@');
}

function hostsIn(authority: string, isDiscovered: boolean): string[] {
  const hosts = readHosts(authority, hostName, {
    zh: '不是主机名或 IPv4 地址（客户端读不懂 IPv6 地址，请写主机名）',
    en: 'is no host name or IPv4 address (the client cannot read one of IPv6; give it a name)',
  });
  if (isDiscovered && hosts.length > 1)
    throw wrongUrl(
      'kurrentdb+discover:// 只写一个主机；要写出多个节点，请用 kurrentdb://',
      'kurrentdb+discover:// has one host; to name several nodes, write kurrentdb://',
    );
  return hosts.map(({ name, port }) => `${name}:${port ?? defaultPort}`);
}

function ledgerIn(path: string): string {
  if (ledgerName.test(path)) return path;
  throw wrongUrl(
    '账本名（主机之后“/”后的部分）须为 1 到 64 个英文字母、数字、“-”或“_”，以字母或数字开头',
    'the name of the ledger, behind the "/" that follows the hosts, must be 1 to 64 English letters, digits, "-" or "_", and begin with a letter or a digit',
  );
}

function optionsIn(query: string): Record<string, string> {
  const options = readOptions(query, allowed);
  if ('userCertFile' in options === 'userKeyFile' in options) return options;
  throw wrongUrl('选项 userCertFile 与 userKeyFile 须同时设置', 'the options userCertFile and userKeyFile go together');
}
