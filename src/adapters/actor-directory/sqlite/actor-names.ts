import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import type { ActorNames } from '../../../ports/actor-directory.js';
import { checkUnaltered } from './unaltered.js';

/**
 * Reads the names once, also while another process writes them. null: there is no directory yet. Where this process may
 * not read it, nobody has a name; an id still says who it was.
 * @throws AlteredFile
 */
export function readSqliteActorNames(file: string): ActorNames | null {
  if (!existsSync(file)) return null;
  checkUnaltered(file);
  let database: Database.Database | null = null;
  try {
    database = new Database(`${pathToFileURL(file).href}?mode=ro`);
    database.exec('pragma busy_timeout = 5000;');
    return new Map(database.prepare('select actor_id, name from actors').raw().all() as [string, string][]);
  } catch (error) {
    const { rawCode = 0, message } = error as { rawCode?: number; message: string };
    if ([8, 14].includes(rawCode & 0xff) || /Unable to open.*: 14\b/.test(message)) return new Map();
    throw error;
  } finally {
    database?.close();
  }
}
