import pc from 'picocolors';
import type { Candidate, Failure, Problem } from '../failures.js';

type Colors = ReturnType<typeof pc.createColors>;

/** Where answers go: standard output holds nothing else; warnings, notes and errors go to standard error. */
export interface Output {
  /** Whether a program reads: one JSON document, or one line of JSON for each row of a list. */
  json: boolean;
  /** Whether a person watches: progress and notes are for nobody else. */
  isWatched: boolean;
  /** Without effect where standard output is no terminal, or NO_COLOR is set. */
  colors: Colors;
  /** Columns of the terminal; Infinity where nobody looks at one. COLUMNS says otherwise. */
  width: number;
  write(text: string | Uint8Array): void;
  /** Lets what was written go out. false: nobody reads any more. */
  flush(): Promise<boolean>;
  /** Something that whoever reads the answer has to know. */
  warn(warning: Problem): void;
  /** That there is nothing to print, which is an answer too: silent only where JSON says so itself. */
  none(zh: string, en: string): void;
  /** A hint for a person. */
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
  const say = (kind: 'error' | 'warning', { code, message, messageEn, ...details }: Problem): void => {
    const path = details['path'] ?? details['argument'];
    const where = Array.isArray(path) && path.length > 0 ? ` [${path.join('.')}]` : '';
    stderr.write(
      json
        ? `${JSON.stringify({ [kind]: { code, message, messageEn, ...details } })}\n`
        : `${code}${where}: ${message} ${messageEn}\n${candidateLines(details['candidates'])}`,
    );
  };
  return {
    json,
    colors,
    isWatched: stderr.isTTY && !json,
    width: Number(env['COLUMNS'] ?? 0) || (stdout.isTTY ? stdout.columns : Infinity),
    write: (text) => void (isRead && stdout.write(text)),
    async flush() {
      await new Promise((resolve) => setImmediate(resolve));
      return isRead;
    },
    warn: (warning) => say('warning', warning),
    none: (zh, en) => void (json || stderr.write(`${zh} ${en}\n`)),
    note: (zh, en) => void (stderr.isTTY && !json && stderr.write(`${zh} ${en}\n`)),
    fail(failed) {
      if (!json || failed.problems.length === 1) return failed.problems.forEach((problem) => say('error', problem));
      stderr.write(`${JSON.stringify({ error: { ...failed.problems[0], all: failed.problems } })}\n`);
    },
  };
}

/** What the user may have meant, a line each. */
function candidateLines(candidates: unknown): string {
  if (!Array.isArray(candidates)) return '';
  return (candidates as Candidate[]).map(({ written, name }) => `  ${written}  ${name}\n`).join('');
}
