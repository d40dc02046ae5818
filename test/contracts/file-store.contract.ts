import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FileStore, KeptFile } from '../../src/ports/file-store.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';
import { cases } from '../support/random/cases.js';

/** Opens the files of a place; each directory is a place of its own, with no file in it at first. */
type OpenFiles = (directory: string) => FileStore | Promise<FileStore>;

/** What every engine of `src/ports/file-store.ts` has to hold. */
export function fileStoreContract(name: string, openFiles: OpenFiles): void {
  describe(`a file store in ${name}`, () => {
    const { directory, closing } = useFolder();
    const open = async (place = directory()) => closing(await openFiles(place));

    it('has no file at first', async () => {
      const files = await open();

      expect(await listed(files)).toEqual([]);
      expect(await files.has(hashOf(pdf))).toBe(false);
      expect(await files.get(hashOf(pdf))).toBeNull();
    });

    it('gives back the bytes of a file under their hash, also when it is opened again', async () => {
      const place = directory();
      const before = await openFiles(place);
      const sha256 = await before.put([pdf]);
      await before.close();

      const files = await open(place);

      expect(sha256).toBe(hashOf(pdf));
      expect(await files.has(sha256)).toBe(true);
      expect(await bytesOf(files, sha256)).toEqual(pdf);
    });

    it('sweeps what a process left that was killed while it kept a file, and not what is still being kept', async () => {
      const place = directory();
      const files = await open(place);
      const sha256 = await files.put([pdf]);
      const cut = new Error('the process is gone');
      let end = () => {};
      const ends = new Promise<void>((resolve) => (end = resolve));
      const isWritten = new Promise<void>((resolve) => {
        const content = async function* () {
          yield Buffer.alloc(600_000, 7);
          // Taken only once what came before is on its way to the disk.
          yield Buffer.alloc(600_000, 8);
          resolve();
          await ends;
          throw cut;
        };
        files.put(content()).catch(() => undefined);
      });
      await isWritten;
      const other = await open(place);
      expect(await other.sweep(3_600_000)).toBe(0);
      expect(await other.sweep(0)).toBe(1);
      expect(await other.sweep(0)).toBe(0);
      end();
      expect(await listed(other)).toEqual([{ sha256, bytes: pdf.length }]);
      expect(await other.has(sha256)).toBe(true);
    });

    it('keeps the same bytes once, also if several keep them at once', async () => {
      const place = directory();
      const one = await open(place);
      const other = await open(place);

      await Promise.all([one.put([pdf]), other.put([pdf]), one.put(inPieces(pdf, 7))]);
      await one.put([pdf]);

      expect(await listed(one)).toEqual([{ sha256: hashOf(pdf), bytes: pdf.length }]);
      expect(await bytesOf(other, hashOf(pdf))).toEqual(pdf);
    });

    it('keeps a file of several megabytes, and an empty one', async () => {
      const files = await open();
      const large = Buffer.alloc(3_000_001, '项目支出绩效目标表');

      for (const each of [large, Buffer.alloc(0)]) {
        const sha256 = await files.put(inPieces(each, 100_000));
        expect(await bytesOf(files, sha256)).toEqual(each);
      }
    });

    it('keeps nothing of bytes that are not those expected', async () => {
      const files = await open();

      await expect(files.put([pdf], hashOf(Buffer.from('another')))).rejects.toMatchObject({
        code: 'DAMAGED_FILE',
        found: hashOf(pdf),
      });

      expect(await listed(files)).toEqual([]);
      expect(await files.put([pdf], hashOf(pdf))).toBe(hashOf(pdf));
    });

    it('keeps nothing of a file that could not be read to its end', async () => {
      const files = await open();
      async function* broken() {
        yield pdf;
        throw new Error('the upload was cut off');
      }

      await expect(files.put(broken())).rejects.toThrow('the upload was cut off');

      expect(await listed(files)).toEqual([]);
      expect(await files.has(hashOf(pdf))).toBe(false);
    });

    it.each(['', '..', 'incoming', '../actors.db', hashOf(Buffer.from('?')).toUpperCase()])(
      'has no file by the name %p, which is no hash',
      async (name) => {
        const files = await open();
        await files.put([pdf]);

        expect(await files.has(name)).toBe(false);
        expect(await files.get(name)).toBeNull();
      },
    );

    it('lists and gives back whatever was kept, ordered by hash', async () => {
      const content = fc.uint8Array({ maxLength: 2_000 });
      await fc.assert(
        fc.asyncProperty(fc.array(content, { maxLength: 6 }), async (all) => {
          const files = await openFiles(directory());
          for (const each of all) await files.put([each]);

          const expected = new Map(all.map((each) => [hashOf(each), each]));
          expect(await listed(files)).toEqual(
            [...expected].map(([sha256, { length }]) => ({ sha256, bytes: length })).sort(byHash),
          );
          for (const [sha256, each] of expected) expect(await bytesOf(files, sha256)).toEqual(Buffer.from(each));
          await files.close();
        }),
        { numRuns: cases(10) },
      );
    });
  });
}

const pdf = Buffer.from('%PDF-1.7 项目支出绩效目标表');

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function byHash(a: KeptFile, b: KeptFile): number {
  return a.sha256 < b.sha256 ? -1 : 1;
}

async function listed(files: FileStore): Promise<KeptFile[]> {
  const all: KeptFile[] = [];
  for await (const each of files.list()) all.push(each);
  return all;
}

async function bytesOf(files: FileStore, sha256: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await files.get(sha256)) ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

function* inPieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
