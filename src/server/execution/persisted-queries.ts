import { LRUCache } from 'lru-cache';

/** What an entry takes beside its texts. */
const overhead = 256;

/**
 * The texts of queries by their hash, so that a client sends the hash alone. Apollo gives them when they have been found valid
 * and within bounds, so nothing else takes room. What has been dropped the client sends again.
 */
export function persistedQueries(maxSize = 8 * 1024 * 1024) {
  const texts = new LRUCache<string, string>({
    maxSize,
    maxEntrySize: maxSize / 8,
    sizeCalculation: (text, hash) => 2 * (text.length + hash.length) + overhead,
  });
  const figures = { hits: 0, misses: 0 };
  return {
    async get(hash: string): Promise<string | undefined> {
      const text = texts.get(hash);
      figures[text === undefined ? 'misses' : 'hits'] += 1;
      return text;
    },
    async set(hash: string, text: string): Promise<void> {
      texts.set(hash, text);
    },
    delete: async (hash: string): Promise<boolean> => texts.delete(hash),
    figures: () => ({ ...figures, bytes: texts.calculatedSize }),
  };
}
