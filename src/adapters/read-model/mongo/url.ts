import {
  decodeOrNull,
  isLoopback,
  notEncoded,
  readHosts,
  readOptions,
  readUserInfo,
  wrongUrl,
} from '../../../ports/store-url.js';
import { allowedOptions } from './url-options.js';

/** Where a read model is: the server as its driver understands it, and the database in it that is the ledger's. */
export interface MongoPlace {
  /** As it was given, the password in it. Never shown: `shownPlace` is. */
  url: string;
  database: string;
}

const form = /^(mongodb(?:\+srv)?):\/\/(?:([^@/?#]*)@)?([^@/?#]*)(?:\/([^@?#]*))?(?:\?([^#@]*))?$/;

/** A name, an address (of IPv6 in brackets), or a socket in a folder of this machine. */
const hostName = /^([A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?\.?|\[[0-9A-Fa-f:.]+\]|%2[Ff][A-Za-z0-9%._-]*\.sock)$/;

/**
 * Looked at without the driver, which takes long to load.
 * @returns null: it is of another scheme
 * @throws WrongUrl
 */
export function readMongoUrl(url: string): (MongoPlace & { scheme: 'mongodb' | 'mongodb+srv' }) | null {
  if (!/^mongodb(\+srv)?:/.test(url)) return null;
  const [, scheme, userInfo, authority = '', path = '', query = ''] = form.exec(url) ?? [];
  if (scheme === undefined) throw notEncoded();
  const user = userInfo === undefined ? null : userIn(userInfo);
  const hosts = readHosts(authority, hostName, { zh: '不是主机名或地址', en: 'is no host name or address' });
  if (scheme === 'mongodb+srv' && (hosts.length > 1 || hosts[0]?.port !== null))
    throw wrongUrl('mongodb+srv:// 只写一个主机名，不写端口', 'mongodb+srv:// has one host name, and no port');
  const options = readOptions(query, allowedOptions);
  checkTogether(scheme, hosts.length, options);
  checkMechanism(user, options);
  return {
    scheme: scheme as 'mongodb' | 'mongodb+srv',
    url,
    database: path === '' ? 'budget_ledger' : databaseIn(path),
  };
}

/** Whether a user's password is proven, and the data sent, without TLS to a server that is not on this machine. */
export function sendsPasswordOpenly({ url }: Pick<MongoPlace, 'url'>): boolean {
  const [, scheme, userInfo, authority = '', , query = ''] = form.exec(url) ?? [];
  const options = readOptions(query, allowedOptions);
  const usesTls = (options['tls'] ?? options['ssl'] ?? String(scheme === 'mongodb+srv')) === 'true';
  const isHere = authority.split(',').every((host) => isLoopback(host.replace(/:\d+$/, '')));
  return userInfo?.includes(':') === true && !usesTls && !isHere;
}

/** @throws WrongUrl */
function userIn(userInfo: string): { username: string; password: string } {
  // The driver takes no second colon.
  if (userInfo.split(':').length > 2) throw notEncoded();
  return readUserInfo(userInfo);
}

const ofTheServer = ['admin', 'local', 'config'];

/** As MongoDB itself takes them. */
function databaseIn(path: string): string {
  const name = decodeOrNull(path);
  if (name === null || /[\s/\\."$\0]/.test(name) || Buffer.byteLength(name) > 63)
    throw wrongUrl(
      '数据库名（主机之后“/”后的部分）不得含空格和 / \\ . " $，不得超过 63 字节',
      'the name of the database, behind the "/" that follows the hosts, has no blanks, none of / \\ . " $, and at most 63 bytes',
    );
  if (!ofTheServer.includes(name)) return name;
  throw wrongUrl(
    `数据库 ${name} 属于服务器自己，请另写一个；用户若在其中建立，请用选项 authSource=${name}`,
    `the database ${name} is the server's own, so name another one; if the user was made in it, say so by the option authSource=${name}`,
  );
}

/** What the driver would refuse when it is opened, or warn of. */
function checkTogether(scheme: string, hosts: number, options: Readonly<Record<string, string>>): void {
  const isDirect = options['directConnection'] === 'true';
  if (isDirect && (hosts > 1 || scheme === 'mongodb+srv'))
    throw wrongUrl(
      '选项 directConnection=true 只能用于 mongodb:// 和一个主机',
      'the option directConnection=true goes with mongodb:// and a single host',
    );
  if (options['loadBalanced'] === 'true' && (hosts > 1 || isDirect || 'replicaSet' in options))
    throw wrongUrl(
      '选项 loadBalanced=true 只能用于一个主机，且不能与 replicaSet、directConnection 同用',
      'the option loadBalanced=true goes with a single host, and without replicaSet and directConnection',
    );
  if ('tls' in options && 'ssl' in options && options['tls'] !== options['ssl'])
    throw wrongUrl('选项 tls 与 ssl 是同一个选项，只写 tls', 'the options tls and ssl are one; write tls alone');
  if ('tlsInsecure' in options && ('tlsAllowInvalidCertificates' in options || 'tlsAllowInvalidHostnames' in options))
    throw wrongUrl(
      '选项 tlsInsecure 已包含 tlsAllowInvalidCertificates 和 tlsAllowInvalidHostnames，只写其一',
      'the option tlsInsecure has tlsAllowInvalidCertificates and tlsAllowInvalidHostnames in it; write the one or the others',
    );
  const ofSrv = ['srvServiceName', 'srvMaxHosts'].find((name) => name in options);
  if (ofSrv !== undefined && scheme !== 'mongodb+srv')
    throw wrongUrl(`选项 ${ofSrv} 只用于 mongodb+srv://`, `the option ${ofSrv} goes with mongodb+srv:// alone`);
  if ('srvMaxHosts' in options && options['srvMaxHosts'] !== '0' && 'replicaSet' in options)
    throw wrongUrl(
      '选项 srvMaxHosts 不能与 replicaSet 同用',
      'the options srvMaxHosts and replicaSet exclude each other',
    );
}

function checkMechanism(user: { password: string } | null, options: Readonly<Record<string, string>>): void {
  const { authMechanism: mechanism, authSource: source } = options;
  if (mechanism === undefined) return;
  if (mechanism !== 'MONGODB-X509') {
    if (user !== null) return;
    throw wrongUrl(
      `选项 authMechanism=${mechanism} 须写明用户：用户:密码@`,
      `the option authMechanism=${mechanism} needs a user; write user:password@`,
    );
  }
  if ((user?.password ?? '') !== '' || (source ?? '$external') !== '$external')
    throw wrongUrl(
      '选项 authMechanism=MONGODB-X509 不能写密码，authSource 须为 $external',
      'the option authMechanism=MONGODB-X509 has no password, and no authSource but $external',
    );
}

/** For messages, logs and reports: hosts and database, no name, no password, no option. */
export function shownPlace({ url, database }: MongoPlace): string {
  const [, scheme = 'mongodb', , hosts = ''] = form.exec(url) ?? [];
  return `${scheme}://${hosts}/${database}`;
}
