import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Db, GridFSFile } from 'mongodb';
import { GridFSBucket, MongoError, MongoGridFSChunkError, ObjectId } from 'mongodb';
import { StoreUnavailable } from '../../../ports/event-store.js';
import type { FileHash, FileStore } from '../../../ports/file-store.js';
import { DamagedFile } from '../../../ports/file-store.js';

/** The client of the database that the files are kept in, which writes and reads with a majority; closed with the store. */
export interface FilesConnection {
  database: Db;
  close(): Promise<void>;
}

/**
 * Files in GridFS, each under its hash as its file name. While it is written it has no name that anybody looks for; it gets
 * it when all of it is there. Two that keep the same file at once may leave it twice, which nobody sees: the first one is
 * read, and both have the same bytes.
 */
export function openGridFsFileStore({ database, close }: FilesConnection): FileStore {
  const bucket = new GridFSBucket(database, { bucketName });
  const find = (sha256: FileHash): Promise<GridFSFile | undefined> =>
    answered(async () => (await bucket.find({ filename: sha256 }).limit(1).toArray()).at(0));

  return {
    async put(content, expected) {
      const hash = createHash('sha256');
      const upload = bucket.openUploadStream(incoming);
      try {
        await answered(() => pipeline(Readable.from(hashed(content, hash)), upload));
        const sha256 = hash.digest('hex');
        if (expected !== undefined && sha256 !== expected) throw new DamagedFile(expected, sha256);
        if ((await find(sha256)) === undefined) await answered(() => bucket.rename(upload.id, sha256));
        else await answered(() => bucket.delete(upload.id));
        return sha256;
      } catch (error) {
        // What could not be removed has no name that anybody looks for.
        await bucket.delete(upload.id).catch(() => undefined);
        throw error;
      }
    },

    async get(sha256) {
      const file = await find(sha256);
      return file === undefined ? null : checked(bucket.openDownloadStream(file._id), sha256);
    },

    has: async (sha256) => (await find(sha256)) !== undefined,

    async *list() {
      let last = '';
      const files = bucket.find({ filename: { $ne: incoming } }, { sort: { filename: 1 } });
      try {
        for await (const { filename, length } of files) {
          if (filename === last) continue;
          last = filename;
          yield { sha256: filename, bytes: length };
        }
      } catch (error) {
        throw unavailable(error);
      }
    },

    sweep: (olderThanMs) => answered(() => sweep(database, bucket, Date.now() - olderThanMs)),

    close,
  };
}

/** What was killed while it was written has pieces alone; what was killed behind that, a file without its name. */
async function sweep(database: Db, bucket: GridFSBucket, before: number): Promise<number> {
  const end = ObjectId.createFromTime(Math.floor(before / 1_000) + 1);
  const pieces = database.collection<{ files_id: ObjectId; n: number }>(`${bucketName}.chunks`);
  let swept = 0;
  for await (const { files_id: id } of pieces.find({ files_id: { $lt: end }, n: 0 }, { projection: { files_id: 1 } })) {
    const [file] = await bucket.find({ _id: id }).limit(1).toArray();
    if (file !== undefined && file.filename !== incoming) continue;
    if (file !== undefined) await bucket.delete(id);
    else await pieces.deleteMany({ files_id: id });
    swept += 1;
  }
  return swept;
}

const incoming = 'incoming';
const bucketName = 'kept_files';

async function* hashed(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
}

/** @throws DamagedFile behind the last piece */
async function* checked(pieces: AsyncIterable<Uint8Array>, sha256: FileHash): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      yield piece;
    }
  } catch (error) {
    // A piece of it is missing.
    if (error instanceof MongoGridFSChunkError) throw new DamagedFile(sha256, hash.digest('hex'));
    throw unavailable(error);
  }
  const found = hash.digest('hex');
  if (found !== sha256) throw new DamagedFile(sha256, found);
}

async function answered<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error);
  }
}

/** The driver's own error is not kept: it may name the URL, and the password in it. */
function unavailable(error: unknown): unknown {
  if (!(error instanceof MongoError)) return error;
  return new StoreUnavailable(`MongoDB does not answer for the kept files: ${error.message}`);
}
