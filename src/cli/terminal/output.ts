import pc from 'picocolors';
import type { Candidate, Failure, Told } from '../failures.js';

type Colors = ReturnType<typeof pc.createColors>;

/** Where the answers go: standard output is for them alone; everything said about them goes to standard error. */
export interface Output {
  /** Whether a program reads: one JSON document, or one line of JSON for each row of a list. */
  json: boolean;
  /** Whether a person watches: progress and notes are for nobody else. */
  isWatched: boolean;
  /** Plain where standard output is no terminal, or NO_COLOR is set. */
  colors: Colors;
  /** Columns of the terminal; Infinity where nobody looks at one. COLUMNS says otherwise. */
  width: number;
  write(text: string | Uint8Array): void;
  /** Lets what was written go out; gives whether somebody still reads. */
  flushed(): Promise<boolean>;
  /** Something that the reader of the answer has to know. */
  warn(warning: Told): void;
  /** What helps a person on. */
  note(zh: string, en: string): void;
  fail(failed: Failure): void;
}

export function openOutput(json: boolean): Output {
  const { stdout, stderr, env } = process;
  const isPlain = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const isForced = (env['FORCE_COLOR'] ?? '0') !== '0';
  const colors = pc.createColors(!isPlain && (stdout.isTTY || isForced));
  let isRead = true;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    // The reader has seen enough (`| head`), which is no fault.
    isRead = false;
  });
  const say = (kind: 'error' | 'warning', { code, message, messageEn, ...details }: Told): void => {
    const place = details['path'] ?? details['argument'];
    const where = Array.isArray(place) && place.length > 0 ? ` [${place.join('.')}]` : '';
    stderr.write(
      json
        ? `${JSON.stringify({ [kind]: { code, message, messageEn, ...details } })}\n`
        : `${code}${where}: ${message} ${messageEn}\n${listed(details['candidates'])}`,
    );
  };
  return {
    json,
    colors,
    isWatched: stderr.isTTY && !json,
    width: Number(env['COLUMNS'] ?? 0) || (stdout.isTTY ? stdout.columns : Infinity),
    write: (text) => void (isRead && stdout.write(text)),
    async flushed() {
      await new Promise((resolve) => setImmediate(resolve));
      return isRead;
    },
    warn: (warning) => say('warning', warning),
    note: (zh, en) => void (stderr.isTTY && !json && stderr.write(`${zh} ${en}\n`)),
    fail(failed) {
      if (!json || failed.told.length === 1) return failed.told.forEach((told) => say('error', told));
      stderr.write(`${JSON.stringify({ error: { ...failed.told[0], all: failed.told } })}\n`);
    },
  };
}

/** What could have been meant, a line each. */
function listed(candidates: unknown): string {
  if (!Array.isArray(candidates)) return '';
  return (candidates as Candidate[]).map(({ written, name }) => `  ${written}  ${name}\n`).join('');
}
