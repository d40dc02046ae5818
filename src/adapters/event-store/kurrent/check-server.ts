import { CannotConnect } from '../../../ports/cannot-connect.js';
import { StoreUnavailable } from '../../../ports/event-store.js';
import { pause, pauseAfter, withinTime } from './answers.js';
import type { Connection } from './connection.js';
import { openConnection } from './connection.js';
import { typeOf, wordsOf } from './errors.js';
import type { Patience } from './patience.js';
import { speechOf } from './speech.js';
import { readFirst, readLast } from './reads.js';
import type { KurrentLocation } from './url.js';
import { shownUrl, usesTls } from './url.js';

/** The oldest version that this way of using it was tried on. */
const oldest = { major: 23, minor: 10 };

/**
 * Opens a connection and looks at what is there: whether it is a server that this program can use, whether it lets us in,
 * and whether the ledger's first and last event are ours.
 * @throws CannotConnect, ForeignChange
 */
export async function checkServer(
  location: KurrentLocation,
  patience: Patience,
): Promise<{ connection: Connection; version: string }> {
  const connection = openOrExplain(location, patience);
  try {
    const version = await versionOf(connection, location);
    checkVersion(version, connection.where);
    await readFirst(connection);
    await readLast(connection);
    return { connection, version };
  } catch (error) {
    await connection.close();
    if (typeOf(error) === 'access-denied') throw wrongCredentials(location, error);
    throw error instanceof StoreUnavailable ? await explained(location, error.cause) : error;
  }
}

function openOrExplain(location: KurrentLocation, patience: Patience): Connection {
  try {
    return openConnection(location, patience);
  } catch {
    // The client's own error has the whole URL in it.
    const where = shownUrl(location);
    throw new CannotConnect('TLS_MISMATCH', {
      zh: `无法读取 ${where} 中指定的证书或密钥文件（tlsCAFile、userCertFile、userKeyFile）；请检查路径和读取权限。`,
      en: `A certificate or key file named in ${where} cannot be read (tlsCAFile, userCertFile, userKeyFile); check the path and the permission to read it.`,
    });
  }
}

/** Asks a server that is away or warming up for a while, since it may be starting beside this program. */
async function versionOf(connection: Connection, location: KurrentLocation): Promise<string> {
  const { connectMs, answerMs } = connection.patience;
  const until = performance.now() + connectMs;
  for (let failures = 0; ; failures += 1) {
    const client = connection.client();
    try {
      // Protected, which only says that the client does not promise to keep it.
      const { serverVersion } = await withinTime(Math.min(answerMs, connectMs), client['capabilities']);
      return serverVersion;
    } catch (error) {
      if (typeOf(error) === 'access-denied') throw error;
      const left = until - performance.now();
      if (left <= 0) throw await explained(location, error);
      connection.renew(client);
      await pause(Math.min(pauseAfter(failures), left), [connection.closed]);
    }
  }
}

async function explained(location: KurrentLocation, cause: unknown): Promise<CannotConnect> {
  const where = shownUrl(location);
  const said = wordsOf(cause);
  const speech = await speechOf(location.hosts[0] ?? '');
  if (speech === 'nothing')
    return new CannotConnect(
      'NO_SERVER',
      {
        zh: `${where} 处没有服务器应答（${said}）；请启动它，或在 EVENT_STORE 中改正地址和端口。`,
        en: `No server answers at ${where} (${said}); start it, or correct the address and port in EVENT_STORE.`,
      },
      cause,
    );
  if (speech === 'plain' && usesTls(location))
    return new CannotConnect(
      'TLS_MISMATCH',
      {
        zh: `${where} 处的服务器不使用 TLS；请在服务器上启用 TLS，或（仅限可信网络）在 URL 中加上 tls=false。`,
        en: `The server at ${where} does not speak TLS; turn it on there, or, in a trusted network only, add tls=false to the URL.`,
      },
      cause,
    );
  if (speech === 'tls' && !usesTls(location))
    return new CannotConnect(
      'TLS_MISMATCH',
      {
        zh: `${where} 处的服务器要求使用 TLS；请从 URL 中去掉 tls=false。`,
        en: `The server at ${where} wants TLS; take tls=false out of the URL.`,
      },
      cause,
    );
  if (speech === 'tls' && /certificate|self.signed|altnames|expired/i.test(said))
    return new CannotConnect(
      'TLS_MISMATCH',
      {
        zh: `不信任 ${where} 处服务器的证书（${said}）；请用 tlsCAFile 指明签发它的证书，并使用证书中的主机名。`,
        en: `The certificate of the server at ${where} is not trusted (${said}); name the one that signed it with tlsCAFile, and the host as the certificate does.`,
      },
      cause,
    );
  return new CannotConnect(
    'UNKNOWN_SERVER',
    {
      zh: `${where} 处有程序应答，但不是可用的 KurrentDB 或 EventStoreDB（${said}）；请检查地址和端口，并查看服务器日志：它可能尚未就绪，或集群还没有选出主节点。`,
      en: `Something answers at ${where}, but no KurrentDB or EventStoreDB that can be used (${said}); check the address and port, and look at the server's log: it may not be ready, or its cluster may have no leader.`,
    },
    cause,
  );
}

function checkVersion(version: string, where: string): void {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined)
    throw new CannotConnect('UNKNOWN_SERVER', {
      zh: `${where} 处的服务器没有说明自己的版本；请使用 KurrentDB 或 EventStoreDB ${oldest.major}.${oldest.minor} 或更新的版本。`,
      en: `The server at ${where} does not say which version it is; use KurrentDB or EventStoreDB ${oldest.major}.${oldest.minor} or a newer one.`,
    });
  if (Number(major) > oldest.major || (Number(major) === oldest.major && Number(minor) >= oldest.minor)) return;
  throw new CannotConnect('SERVER_TOO_OLD', {
    zh: `${where} 处的服务器是 ${version} 版，过旧；请升级到 ${oldest.major}.${oldest.minor} 或更新的版本。`,
    en: `The server at ${where} is of version ${version}, which is too old; upgrade it to ${oldest.major}.${oldest.minor} or newer.`,
  });
}

function wrongCredentials(location: KurrentLocation, cause: unknown): CannotConnect {
  const where = shownUrl(location);
  if (location.credentials === null)
    return new CannotConnect(
      'WRONG_CREDENTIALS',
      {
        zh: `${where} 处的服务器要求用户名和密码；请写成 kurrentdb://用户:密码@主机…，并用可以读写 $all 的用户。`,
        en: `The server at ${where} wants a user and a password; write kurrentdb://user:password@host…, of a user who may read $all and write.`,
      },
      cause,
    );
  return new CannotConnect(
    'WRONG_CREDENTIALS',
    {
      zh: `${where} 处的服务器不接受所给的用户：密码不对，或无权读取 $all；请改正 EVENT_STORE 中的用户名和密码（特殊字符须按 URL 编码），或请管理员授权。`,
      en: `The server at ${where} does not let in the user that was given: the password is wrong, or reading $all is not granted; correct user and password in EVENT_STORE (special characters are encoded as in any URL), or have the right granted.`,
    },
    cause,
  );
}
