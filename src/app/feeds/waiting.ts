/** What a reader waits for. */
export interface Wanted<Item> {
  /** What is wanted has one of these topics, as other things may; null: whatever its topics are. */
  topics: readonly string[] | null;
  /** Whether it is wanted. */
  holds(item: Item): boolean;
}

/** Readers that wait, found by what they wait for: who wants something else costs nothing. */
export interface Waiting<Item, Reader extends Wanted<Item>> {
  readonly size: number;
  add(reader: Reader): void;
  delete(reader: Reader): void;
  all(): Reader[];
  wanting(item: Item): Iterable<Reader>;
}

/** @param topicsOf every topic of an item that readers may name */
export function waitingReaders<Item, Reader extends Wanted<Item>>(
  topicsOf: (item: Item) => readonly string[],
): Waiting<Item, Reader> {
  const readers = new Set<Reader>();
  const withoutTopics = new Set<Reader>();
  const byTopic = new Map<string, Set<Reader>>();

  function setsOf({ topics }: Reader): Set<Reader>[] {
    if (topics === null) return [withoutTopics];
    return topics.map((topic) => {
      const known = byTopic.get(topic) ?? new Set<Reader>();
      byTopic.set(topic, known);
      return known;
    });
  }

  return {
    get size() {
      return readers.size;
    },
    add(reader) {
      readers.add(reader);
      for (const set of setsOf(reader)) set.add(reader);
    },
    delete(reader) {
      if (!readers.delete(reader)) return;
      withoutTopics.delete(reader);
      for (const topic of reader.topics ?? []) {
        const set = byTopic.get(topic);
        set?.delete(reader);
        if (set?.size === 0) byTopic.delete(topic);
      }
    },
    all: () => [...readers],
    wanting(item) {
      const found = new Set<Reader>();
      const look = (among: Iterable<Reader>) => {
        for (const reader of among) if (reader.holds(item)) found.add(reader);
      };
      look(withoutTopics);
      for (const topic of topicsOf(item)) look(byTopic.get(topic) ?? []);
      return found;
    },
  };
}
