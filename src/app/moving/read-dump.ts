import { createReadStream } from 'node:fs';
import type { DumpLine } from './dump-lines.js';
import { readLine } from './dump-lines.js';
import { damagedDump, MovingError } from './moving-error.js';
import { startTally } from './tally.js';

/** More than the longest event with all that is said about it: no line of a dump is longer. */
const longestLine = 1024 * 1024;

/**
 * The lines of a dump in their order. Each event has the leaf hash of its body, and at the end counts and hashes are those
 * of the last line; where the dump was cut or altered, the reading ends with an error there.
 * @param onBytes so many more have been read
 * @throws MovingError NOT_A_DUMP, DAMAGED_DUMP
 */
export async function* readDump(file: string, onBytes?: (count: number) => void): AsyncGenerator<DumpLine> {
  const tally = startTally();
  let number = 0;
  for await (const raw of linesOf(file, onBytes)) {
    number += 1;
    const text = raw.subarray(0, -1).toString();
    const line = raw.at(-1) === lineFeed ? readLine(text) : null;
    if (number === 1 && line?.kind !== 'head') throw notADump(file, text);
    if (line === null) throw unreadable(number);
    tally.add(line, raw);
    yield line;
  }
  if (number === 0) throw notADump(file, '');
  if (!tally.isWhole()) throw damagedDump(`在第 ${number} 行之后中断`, `it was cut off after line ${number}`);
}

const lineFeed = 0x0a;

/** Each line with its line feed; the last one without, if it was cut. */
async function* linesOf(file: string, onBytes: (count: number) => void = () => undefined): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(file)) {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, at + 1)]);
      begun = [];
      size = 0;
      from = at + 1;
    }
    const rest = chunk.subarray(from);
    size += rest.length;
    if (size > longestLine) throw notADump(file, '');
    if (rest.length > 0) begun.push(rest);
    onBytes(chunk.length);
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    if (why === undefined) throw error;
    throw new MovingError(
      'NOT_A_DUMP',
      `无法读取转储 ${file}（${why}）；请检查路径与读权限。`,
      `The dump ${file} cannot be read (${why}); look at its path, and whether it may be read.`,
      error,
    );
  }
}

function notADump(file: string, text: string): MovingError {
  const isNewer = text.startsWith('{"format":"budget-ledger-dump"');
  const [zh, en] = isNewer
    ? [
        '其格式不是本版本所能读取的；请用写出它的版本或更新的版本',
        'its format is none that this version reads; use the one that wrote it, or a newer one',
      ]
    : ['第一行不是转储的头；请另指一个文件', 'its first line is not the head of a dump; name another file'];
  return new MovingError(
    'NOT_A_DUMP',
    `${file} 不是本程序的转储：${zh}。`,
    `${file} is no dump of this program: ${en}.`,
  );
}

function unreadable(number: number): MovingError {
  return damagedDump(`第 ${number} 行无法解读，或在此中断`, `line ${number} cannot be read, or it was cut off there`);
}
