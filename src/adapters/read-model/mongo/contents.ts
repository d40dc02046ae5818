import type { ContentBodies } from '../../../ports/read-model.js';
import type { Copy, Kind, Reading, Topic } from './documents.js';
import { insertFirst } from './documents.js';

interface ContentDocument {
  /** SHA-256 of the body, hex. */
  _id: string;
  body: string;
}

const contents: Kind<ContentDocument> = { name: 'contents', indexes: [] };

/** Found by hash alone, whatever the checkpoint: whoever has a hash has it from a row. */
export const contentTopic: Topic = {
  kinds: [contents],
  writes: async (saves) => {
    const bodies = new Map(saves.flatMap((save) => [...save.contents]));
    return [...bodies].map(([_id, body]) => insertFirst(contents, { _id, body }));
  },
};

export function contentsOf(reading: Reading): ContentBodies {
  return {
    contents: (hashes) =>
      reading.ask(async (copy) => {
        const bodies = await bodiesOf(copy, hashes);
        return hashes.map((hash) => {
          const body = bodies.get(hash);
          if (body === undefined) throw new Error(`the views have lost the content ${hash}`);
          return body;
        });
      }),
  };
}

export async function bodiesOf(copy: Copy, hashes: readonly string[]): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map();
  const found = await copy.in(contents).find({ _id: { $in: [...new Set(hashes)] } });
  return new Map(found.map(({ _id, body }) => [_id, body]));
}
