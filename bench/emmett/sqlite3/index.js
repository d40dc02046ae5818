/**
 * As much of `sqlite3` as Emmett calls, on libsql. The package of that name brings no binary: it downloads one or
 * compiles it when it is installed, which npm 11 leaves out where scripts are not allowed, and which takes minutes where
 * they are. Both sides so run on the same build of SQLite; calls answer in the next turn, as those of the original do.
 */
import Libsql from 'libsql';

class Database {
  #database;

  constructor(file) {
    this.#database = new Libsql(file);
  }

  run(sql, params, done) {
    this.#answer(toTheEnd, sql, params, done);
  }

  all(sql, params, done) {
    this.#answer(toTheEnd, sql, params, done);
  }

  get(sql, params, done) {
    this.#answer((statement, values) => toTheEnd(statement, values)[0], sql, params, done);
  }

  close() {
    this.#database.close();
  }

  #answer(work, sql, params, done) {
    const [values, tell] = typeof params === 'function' ? [[], params] : [params ?? [], done];
    let error = null;
    let result;
    try {
      result = work(this.#database.prepare(sql), values.map(bindable));
    } catch (thrown) {
      error = thrown;
    }
    setImmediate(() => tell?.call(this, error, result));
  }
}

/** A statement that was left in the middle of its rows would keep the transaction from its commit. */
function toTheEnd(statement, values) {
  return statement.reader ? statement.all(...values) : [statement.run(...values)];
}

/** As the original binds: Emmett also gives it booleans, and objects, which become text. */
function bindable(value) {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'object' && value !== null ? String(value) : value;
}

export default { Database, OPEN_URI: 64, OPEN_READWRITE: 2, OPEN_CREATE: 4 };
