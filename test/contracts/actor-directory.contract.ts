import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ActorDirectory } from '../../src/ports/actor-directory.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';
import { cases } from '../support/random/cases.js';

/** Opens the directory of names of a place, an empty directory of files at first. */
type OpenDirectory = (folder: string) => ActorDirectory | Promise<ActorDirectory>;

/**
 * What every engine of `src/ports/actor-directory.ts` has to hold. An engine that keeps its bytes elsewhere than in the
 * place has to show in a test of its own that what is erased is gone.
 */
export function actorDirectoryContract(name: string, openDirectory: OpenDirectory): void {
  describe(`an actor directory in ${name}`, () => {
    const { directory, closing } = useFolder();

    async function open(folder = directory()): Promise<ActorDirectory> {
      return closing(await openDirectory(folder));
    }

    it('knows no name at first', async () => {
      expect(await (await open()).nameOf('auditor-1')).toBeNull();
    });

    it('gives the name that it was last told, and no other', async () => {
      const actors = await open();

      await actors.remember('auditor-1', '审计一');
      await actors.remember('finance', '财务室');
      await actors.remember('auditor-1', '审计处一科');

      expect(await actors.nameOf('auditor-1')).toBe('审计处一科');
      expect(await actors.nameOf('finance')).toBe('财务室');
      expect(await actors.nameOf('AUDITOR-1')).toBeNull();
    });

    it('says whether there was a name to erase', async () => {
      const actors = await open();
      await actors.remember('auditor-1', '审计一');

      expect(await actors.erase('finance')).toBe(false);
      expect(await actors.erase('auditor-1')).toBe(true);
      expect(await actors.erase('auditor-1')).toBe(false);
      expect(await actors.nameOf('auditor-1')).toBeNull();
    });

    it('can be told a name again after it was erased', async () => {
      const actors = await open();
      await actors.remember('auditor-1', '审计一');
      await actors.erase('auditor-1');

      await actors.remember('auditor-1', '审计一');

      expect(await actors.nameOf('auditor-1')).toBe('审计一');
    });

    it('has another revision after every change, and only then', async () => {
      const actors = await open();
      const revisions = [actors.revision()];
      const after = async (change: () => Promise<unknown>) => {
        await change();
        revisions.push(actors.revision());
      };

      await after(() => actors.remember('auditor-1', '审计一'));
      await after(() => actors.remember('auditor-1', '审计处一科'));
      await after(() => actors.remember('auditor-1', '审计一'));
      await after(() => actors.erase('auditor-1'));
      expect(new Set(revisions).size).toBe(revisions.length);

      await actors.erase('auditor-1');
      await actors.remember('finance', '财务室');
      const named = actors.revision();
      await actors.remember('finance', '财务室');
      await actors.erase('auditor-1');
      await actors.nameOf('finance');
      expect(actors.revision()).toBe(named);
    });

    it('has kept names, corrections and erasures when it is opened again', async () => {
      const folder = directory();
      const before = await openDirectory(folder);
      await before.remember('auditor-1', '审计一');
      await before.remember('finance', '财务处');
      await before.remember('finance', '财务室');
      await before.remember('clerk', '经办');
      await before.erase('clerk');
      await before.close();

      const after = await open(folder);

      const names = await Promise.all(['auditor-1', 'finance', 'clerk'].map((id) => after.nameOf(id)));
      expect(names).toEqual(['审计一', '财务室', null]);
    });

    it('answers as a map does, whatever is remembered, erased and opened again', async () => {
      const id = fc.constantFrom('finance', 'auditor-1', 'auditor-2', '');
      const step = fc.oneof(
        fc.record({ remember: id, name: fc.string({ unit: 'grapheme', maxLength: 40 }) }),
        fc.record({ erase: id }),
        fc.constant('open again' as const),
      );

      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
          const folder = directory();
          const names = new Map<string, string>();
          let actors = await openDirectory(folder);
          for (const taken of steps) {
            if (taken === 'open again') {
              await actors.close();
              actors = await openDirectory(folder);
            } else if ('erase' in taken) {
              expect(await actors.erase(taken.erase)).toBe(names.delete(taken.erase));
            } else {
              await actors.remember(taken.remember, taken.name);
              names.set(taken.remember, taken.name);
            }
            for (const known of ['finance', 'auditor-1', 'auditor-2', ''])
              expect(await actors.nameOf(known)).toBe(names.get(known) ?? null);
          }
          await actors.close();
        }),
        { numRuns: cases(25) },
      );
    });

    it('leaves no byte of an erased name in its files, nor of one that it was corrected from', async () => {
      const folder = directory();
      const actors = await openDirectory(folder);
      const names = Array.from({ length: 200 }, (_, n) => [`actor-${n}`, `姓名〔${n}〕`.repeat(1 + (n % 9))] as const);
      for (const [id, name] of names) await actors.remember(id, name);
      await actors.remember('actor-7', '更正后的姓名');
      const kept = new Set(['actor-1', 'actor-100', 'actor-199']);

      for (const [id] of names) if (!kept.has(id)) await actors.erase(id);

      const left = () => names.filter(([, name]) => bytesIn(folder).includes(name)).map(([id]) => id);
      expect(left()).toEqual([...kept]);
      expect(bytesIn(folder).includes('更正后的姓名')).toBe(false);
      await actors.close();
      expect(left()).toEqual([...kept]);
    });
  });
}

function bytesIn(folder: string): Buffer {
  return Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))));
}
