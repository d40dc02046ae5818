/** What keeps this program from using a server that the configuration names. */
export type ConnectFault =
  /** Nobody answers at that address, or too late. */
  | 'NO_SERVER'
  /** The user, the password or the certificate is not accepted. */
  | 'CREDENTIALS_REFUSED'
  | 'SERVER_TOO_OLD'
  /** Something answers that is no such server, or cannot do what is needed as it is set up. */
  | 'WRONG_SERVER';

export interface AskedServer {
  /** For people: KurrentDB. */
  engine: string;
  /** Where it was looked for: a URL without a password. */
  location: string;
  /** The variable that names it. */
  variable: 'EVENT_STORE' | 'READ_MODEL';
}

/**
 * A server that cannot be used as it stands. Nothing was written. Told whole by its own members, which is what is left of
 * an error that comes out of a thread. It has no cause: a driver's own error may name the URL, and a password with it.
 */
export class CannotConnect extends Error {
  override readonly name = 'CannotConnect';
  readonly messageEn: string;
  constructor(
    readonly code: ConnectFault,
    server: AskedServer,
    /**
     * What was found, in a few words without any secret: `ECONNREFUSED`, `AuthenticationFailed`; of a server that is too
     * old its version and the one that is needed: `4.2, 6.0`.
     */
    found: string,
  ) {
    const { zh, en } = sentences[code](server, found);
    super(zh);
    this.messageEn = en;
  }
}

type Sentences = (server: AskedServer, found: string) => { zh: string; en: string };

const sentences: Record<ConnectFault, Sentences> = {
  NO_SERVER: ({ engine, location, variable }, found) => ({
    zh: `${location} 没有 ${engine} 应答（${found}）；请确认服务器已启动、网络可达，并检查 ${variable} 中的主机、端口与 tls 设置。`,
    en: `No ${engine} answers at ${location} (${found}); see that the server runs and can be reached, and check host, port and tls in ${variable}.`,
  }),
  CREDENTIALS_REFUSED: ({ engine, location, variable }, found) => ({
    zh: `${location} 的 ${engine} 不接受所给的用户、密码或证书（${found}）；请更正 ${variable} 中的凭据，或在服务器上授予权限。`,
    en: `${engine} at ${location} does not accept the user, password or certificate (${found}); correct the credentials in ${variable}, or grant them what they need on the server.`,
  }),
  SERVER_TOO_OLD: ({ engine, location }, found) => ({
    zh: `${location} 的 ${engine} 版本过旧（现有版本与所需版本：${found}）；请升级服务器。`,
    en: `${engine} at ${location} is too old (its version and the one that is needed: ${found}); upgrade the server.`,
  }),
  WRONG_SERVER: ({ engine, location, variable }, found) => ({
    zh: `${location} 不是可供本程序使用的 ${engine}（${found}）；请检查 ${variable} 中的地址与参数。`,
    en: `${location} is no ${engine} that this program can use (${found}); check the address and the parameters in ${variable}.`,
  }),
};
