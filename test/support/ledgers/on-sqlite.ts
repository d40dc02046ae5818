import { describe } from '@jest/globals';
import { unless } from '../skipping.js';
import { eventStore, isSqliteOnly, readModel } from './pair.js';

/** Tests of what only SQLite has (its files, its lock): skipped on other pairs, with the reason. */
export function onSqlite(name: string, why: string, tests: () => void): void {
  unless(isSqliteOnly ? null : `on ${eventStore}+${readModel}: ${why}`, name, describe)(name, tests);
}
