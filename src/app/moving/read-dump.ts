import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { leafHash } from '../../../events/leaf-hash.js';
import type { DumpEnd, DumpLine } from './dump-lines.js';
import { lineOrder, readLine } from './dump-lines.js';
import { startLeavesHash } from './leaves-hash.js';
import { damagedDump, MovingError } from './moving-error.js';

/** More than the longest event with all that is said about it: no line of a dump is longer. */
const longestLine = 1024 * 1024;

/**
 * The lines of a dump in their order. Each event has the leaf hash of its body, and at the end counts and hashes are those
 * of the last line; where the dump was cut or altered, the reading ends with an error there.
 * @param onBytes so many more have been read
 * @throws MovingError NOT_A_DUMP, DAMAGED_DUMP
 */
export async function* readDump(file: string, onBytes?: (count: number) => void): AsyncGenerator<DumpLine> {
  const read = { events: 0, tables: 0, actors: 0 };
  const leaves = startLeavesHash();
  const bytes = createHash('sha256');
  let place = -1;
  let number = 0;
  for await (const raw of linesOf(file, onBytes)) {
    number += 1;
    const text = raw.subarray(0, -1).toString();
    const line = raw.at(-1) === lineFeed ? readLine(text) : null;
    if (number === 1 && line?.kind !== 'head') throw notADump(file, text);
    if (line === null) throw unreadable(number);
    const nextPlace = lineOrder.indexOf(line.kind);
    if (nextPlace < place || (nextPlace === place && line.kind === 'head') || place === lineOrder.length - 1) {
      throw damagedDump(`第 ${number} 行不在其位`, `line ${number} is out of its place`);
    }
    place = nextPlace;
    if (line.kind === 'end') checkEnd(line.end, read, leaves.digest(), bytes.digest('hex'));
    else bytes.update(raw);
    if (line.kind === 'event') {
      const { event } = line;
      if (leafHash(event.body) !== event.leafHash) throw altered(number, event.id);
      leaves.add(event.leafHash);
      read.events += 1;
    } else if (line.kind === 'table') read.tables += 1;
    else if (line.kind === 'actor') read.actors += 1;
    yield line;
  }
  if (number === 0) throw notADump(file, '');
  if (place !== lineOrder.length - 1) {
    throw damagedDump(`在第 ${number} 行之后中断`, `it was cut off after line ${number}`);
  }
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

function checkEnd(
  { end, sha256 }: DumpEnd,
  read: { events: number; tables: number; actors: number },
  leaves: string,
  bytes: string,
): void {
  const { events, tables, actors } = end;
  if (events !== read.events || tables !== read.tables || actors !== read.actors) {
    throw damagedDump(
      `有 ${read.events} 条事件，末行写的是 ${events} 条`,
      `it has ${read.events} events, and its last line says ${events}`,
    );
  }
  if (end.leaves === leaves && sha256 === bytes) return;
  throw damagedDump('内容与末行的哈希不符', 'it has not the hash that its last line says');
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

function altered(number: number, id: string): MovingError {
  return damagedDump(
    `第 ${number} 行的事件 ${id} 与其叶哈希不符`,
    `the event ${id} in line ${number} does not fit its leaf hash`,
  );
}
