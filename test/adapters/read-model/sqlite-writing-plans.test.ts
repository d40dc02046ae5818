import Database from 'libsql';
import { expect, it } from '@jest/globals';
import { draftInserts } from '../../../src/adapters/read-model/sqlite/drafts.js';
import type { Connection } from '../../../src/adapters/read-model/sqlite/generations.js';
import { rowInserts } from '../../../src/adapters/read-model/sqlite/inserts.js';
import { sealingInserts } from '../../../src/adapters/read-model/sqlite/seals.js';
import { tables } from '../../../src/adapters/read-model/sqlite/tables.js';

/** A step of a plan that finds rows by the whole key of the table, or reads one row from the end of one. */
const wholeKey = /\((id|budget_id|draft_id)=\? AND position=\?\)|\((seal_id|stream|hash|budget_id|rowid)=\?\)/;
/** What is told of the newest row before a position: SQLite reads one row for it. */
const newest = /max\(position\)|order by position desc limit 1/;

it('what a save writes is found by its key, however many versions of it there were', () => {
  const database = new Database(':memory:');
  try {
    database.exec(tables);
    const written: string[] = [];
    const recording = {
      prepare(sql: string) {
        written.push(sql);
        return database.prepare(sql);
      },
    } as unknown as Connection;
    rowInserts(recording);
    draftInserts(recording);
    sealingInserts(recording);
    const searching = written.filter((sql) => /\bwhere\b/.test(sql) && !sql.includes('on conflict'));
    expect(searching.length).toBeGreaterThan(5);
    for (const sql of searching) {
      const marks = new Set(sql.match(/\?\d*/g)).size === 1 ? (sql.match(/\?/g)?.length ?? 0) : 3;
      const steps = database.prepare(`explain query plan ${sql}`).all(...Array.from({ length: marks }, () => ''));
      const plan = (steps as { detail: string }[]).map(({ detail }) => detail);
      const searches = plan.filter((detail) => /^(SEARCH|SCAN)/.test(detail));
      const known = searches.filter(
        (detail) => wholeKey.test(detail) || (newest.test(sql) && !detail.startsWith('SCAN')),
      );
      expect([sql, known]).toEqual([sql, searches]);
      expect([sql, searches]).not.toEqual([sql, []]);
    }
  } finally {
    database.close();
  }
});
