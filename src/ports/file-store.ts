/** SHA-256 of a file's bytes, in lower-case hexadecimal: its only name. */
export type FileHash = string;

export interface KeptFile {
  sha256: FileHash;
  bytes: number;
}

/**
 * Files that are kept beside the ledger, for events that name them by their hash. A file never changes: other bytes are
 * another file. Opening a store makes nothing; the first file that is kept does.
 */
export interface FileStore {
  /**
   * Resolves when the file is durable, by its hash. Bytes that are kept already are not kept twice; several may keep them
   * at once. What fails halfway leaves no file.
   * @param expected the hash that it is said to have; bytes with another are not kept
   * @throws DamagedFile, CannotWrite, StoreUnavailable
   */
  put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, expected?: FileHash): Promise<FileHash>;

  /**
   * The bytes, in pieces; null: there is no such file. They are checked on the way: whoever has read to the end without an
   * error has the file.
   * @throws DamagedFile while reading, StoreUnavailable
   */
  get(sha256: FileHash): Promise<AsyncIterable<Uint8Array> | null>;

  has(sha256: FileHash): Promise<boolean>;

  /** Every file once, ordered by hash. What is kept meanwhile may be missing. */
  list(): AsyncIterable<KeptFile>;

  /**
   * Removes what was being kept when its process was killed; nobody ever saw it. Safe beside others that keep files.
   * @param olderThanMs what went on since then may still go on, and stays @returns how many there were
   */
  sweep(olderThanMs: number): Promise<number>;

  close(): Promise<void>;
}

/** The bytes are not those of the hash. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
  readonly code = 'DAMAGED_FILE';
  readonly messageEn: string;
  constructor(
    readonly expected: FileHash,
    readonly found: FileHash,
  ) {
    super(`文件 ${expected} 的内容与其哈希不符（实为 ${found}）；请从备份中取回该文件。`);
    this.messageEn = `The file ${expected} has other bytes than its hash says (they are those of ${found}); take it from a backup.`;
  }
}
