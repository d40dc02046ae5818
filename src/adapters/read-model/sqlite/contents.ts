import type { ContentBodies, Snapshot, Snapshots } from '../../../ports/read-model.js';
import { toBlob } from './keys.js';
import type { Prepare } from './query.js';

export function contentsOf(prepare: Prepare): ContentBodies {
  const content = contentStatement(prepare);
  return {
    contents: async (hashes) =>
      hashes.map((hash) => {
        const body = content(hash);
        if (body === null) throw new Error(`the views have lost the content ${hash}`);
        return body;
      }),
  };
}

export function snapshotsOf(prepare: Prepare): Snapshots {
  const newest = prepare('select revision, body from snapshots where stream = ?');
  return {
    async snapshot(stream): Promise<Snapshot | null> {
      const row = newest.get(stream) as [number, string] | undefined;
      return row === undefined ? null : { stream, revision: row[0], body: row[1] };
    },
  };
}

export function contentStatement(prepare: Prepare): (hash: string) => string | null {
  const byHash = prepare('select body from contents where hash = ?');
  // In an array: the driver takes a lone Buffer for named parameters, and aborts the process.
  return (hash) => (byHash.get([toBlob(hash)]) as [string] | undefined)?.[0] ?? null;
}
