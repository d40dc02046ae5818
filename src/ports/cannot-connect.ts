/** What was found where a server was looked for. */
export type ConnectFault =
  /** Nothing answers at the address, or what answers has no leader. */
  | 'NO_SERVER'
  /** It wants other credentials, or these may not do what is needed. */
  | 'WRONG_CREDENTIALS'
  /** One side speaks TLS and the other does not, or the certificate is not trusted. */
  | 'TLS_MISMATCH'
  | 'SERVER_TOO_OLD'
  /** Something answers that is no server of this engine. */
  | 'UNKNOWN_SERVER';

/** A server that cannot be used as it was named: says what was found and what to do, and no password. */
export class CannotConnect extends Error {
  override readonly name = 'CannotConnect';
  readonly messageEn: string;
  constructor(
    readonly code: ConnectFault,
    /** What was found and what to do; names the server by the URL that may be shown. */
    explanation: { zh: string; en: string },
    cause?: unknown,
  ) {
    super(explanation.zh, cause === undefined ? undefined : { cause });
    this.messageEn = explanation.en;
  }
}
