import { ledgerStart } from '../../../ports/event-store.js';
import type { Checkpoint, Halt } from '../../../ports/read-model.js';
import type { Connection } from './generations.js';
import type { Prepare } from './query.js';

const noCheckpoint: Checkpoint = { position: ledgerStart, clock: '' };

export function metaStatements(prepare: Prepare) {
  const get = prepare('select value from meta where key = ?');
  const both = prepare(
    "select (select value from meta where key = 'checkpoint'), (select value from meta where key = 'halt')",
  );
  const read = <T>(key: string): T | null => {
    const row = get.get(key) as [string] | undefined;
    return row === undefined ? null : (JSON.parse(row[0]) as T);
  };
  return {
    /** Checkpoint and halt of one moment; asked for by every operation. */
    status(): Checkpoint & { halt: Halt | null } {
      const [checkpoint, halt] = both.get() as [string | null, string | null];
      return {
        ...(checkpoint === null ? noCheckpoint : (JSON.parse(checkpoint) as Checkpoint)),
        halt: halt === null ? null : (JSON.parse(halt) as Halt | null),
      };
    },
    checkpoint: (): Checkpoint => read<Checkpoint>('checkpoint') ?? noCheckpoint,
    halt: (): Halt | null => read<Halt>('halt'),
  };
}

export function metaInsert(database: Connection) {
  const put = database.prepare('insert or replace into meta (key, value) values (?, ?)');
  return (key: 'checkpoint' | 'halt', value: Checkpoint | Halt | null): void =>
    void put.run(key, JSON.stringify(value));
}
