import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import { leafHash } from '../../../events/leaf-hash.js';
import type { DumpedFile, DumpEnd, DumpLine } from './dump-lines.js';
import { lineOrder } from './dump-lines.js';
import { startLeavesHash } from './leaves-hash.js';
import { damagedDump } from './moving-error.js';

/** What a dump has been found to hold so far, against what it says of itself at its end. */
export interface Tally {
  /** @param raw the line as it stands in the dump, with its line feed @throws MovingError DAMAGED_DUMP */
  add(line: DumpLine, raw: Buffer): void;
  /** Whether the last line has come. */
  isWhole(): boolean;
}

interface OpenFile extends DumpedFile {
  read: number;
  hash: Hash;
}

export function startTally(): Tally {
  const counts = { events: 0, tables: 0, actors: 0, files: 0 };
  const leaves = startLeavesHash();
  const bytes = createHash('sha256');
  let number = 0;
  let place = -1;
  let open: OpenFile | null = null;

  function take(line: DumpLine): void {
    switch (line.kind) {
      case 'head':
        return;
      case 'actor':
        counts.actors += 1;
        return;
      case 'file':
        counts.files += 1;
        open = { ...line.file, read: 0, hash: createHash('sha256') };
        return;
      case 'part':
        if (open === null) throw outOfPlace(number);
        open.read += line.part.length;
        open.hash.update(line.part);
        return;
      case 'event':
        if (leafHash(line.event.body) !== line.event.leafHash) throw altered(number, line.event.id);
        counts.events += 1;
        leaves.add(line.event.leafHash);
        return;
      case 'table':
        counts.tables += 1;
        return;
      case 'end':
        checkEnd(line.end, counts, leaves.digest(), bytes.digest('hex'));
    }
  }

  return {
    add(line, raw) {
      number += 1;
      const next = lineOrder[line.kind];
      if (place === lineOrder.end || next < place || (line.kind === 'head' && number > 1)) throw outOfPlace(number);
      place = next;
      if (line.kind !== 'part' && open !== null) {
        checkFile(open);
        open = null;
      }
      take(line);
      if (line.kind !== 'end') bytes.update(raw);
    },
    isWhole: () => place === lineOrder.end,
  };
}

function checkFile({ file, bytes, read, hash }: OpenFile): void {
  if (read === bytes && hash.digest('hex') === file) return;
  throw damagedDump(`文件 ${file} 不完整或已被改动`, `the file ${file} is not whole, or was altered`);
}

function checkEnd(
  { end, sha256 }: DumpEnd,
  counts: Omit<DumpEnd['end'], 'leaves'>,
  leaves: string,
  bytes: string,
): void {
  const { events, tables, actors, files } = counts;
  if (events !== end.events || tables !== end.tables || actors !== end.actors || files !== end.files) {
    throw damagedDump(
      `有 ${events} 条事件、${files} 个文件，末行写的是 ${end.events} 条、${end.files} 个`,
      `it has ${events} events and ${files} files, and its last line says ${end.events} and ${end.files}`,
    );
  }
  if (end.leaves === leaves && sha256 === bytes) return;
  throw damagedDump('内容与末行的哈希不符', 'it has not the hash that its last line says');
}

function outOfPlace(number: number) {
  return damagedDump(`第 ${number} 行不在其位`, `line ${number} is out of its place`);
}

function altered(number: number, id: string) {
  return damagedDump(
    `第 ${number} 行的事件 ${id} 与其叶哈希不符`,
    `the event ${id} in line ${number} does not fit its leaf hash`,
  );
}
