import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ActorDirectory, ActorNames } from '../../src/ports/actor-directory.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';
import { cases } from '../support/random/cases.js';

/** Each folder is a place of its own, with nothing in it at first. */
interface Engine {
  openDirectory(folder: string): ActorDirectory | Promise<ActorDirectory>;
  readNames(folder: string): Promise<ActorNames | null>;
  takeNames(folder: string, names: ActorNames): Promise<boolean>;
  /** Everything that is kept there, as whoever looks into it sees it. */
  bytesIn(folder: string): Buffer | Promise<Buffer>;
}

/** What every engine of `src/ports/actor-directory.ts` has to hold. */
export function actorDirectoryContract(name: string, engine: Engine): void {
  const { openDirectory, readNames, takeNames, bytesIn } = engine;
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
      // Whoever closes a whole ledger may find that a part of it is closed.
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

    it('is read at once by whoever does not open it, and is not there before it is opened', async () => {
      const folder = directory();
      expect(await readNames(folder)).toBeNull();
      const actors = await open(folder);
      await actors.remember('auditor-1', '审计一');
      await actors.remember('finance', '财务室');
      await actors.remember('', '无编号');
      await actors.erase('finance');

      expect(await readNames(folder)).toEqual(
        new Map([
          ['auditor-1', '审计一'],
          ['', '无编号'],
        ]),
      );
    });

    it('takes the names of another directory where there is none', async () => {
      const folder = directory();
      const names = new Map([
        ['auditor-1', '审计一'],
        ['clerk.$1', '经办'],
        ['', '无编号'],
      ]);

      expect(await takeNames(folder, names)).toBe(true);

      expect(await readNames(folder)).toEqual(names);
      expect(await (await open(folder)).nameOf('clerk.$1')).toBe('经办');
    });

    it('takes no names where a directory is, so that none that was erased comes back', async () => {
      const folder = directory();
      const actors = await open(folder);
      await actors.remember('auditor-1', '审计一');
      await actors.erase('auditor-1');

      expect(await takeNames(folder, new Map([['auditor-1', '审计一']]))).toBe(false);

      expect(await readNames(folder)).toEqual(new Map());
    });

    it('leaves no byte of an erased name in what it keeps, nor of one that it was corrected from', async () => {
      const folder = directory();
      const actors = await openDirectory(folder);
      const names = Array.from({ length: 200 }, (_, n) => [`actor-${n}`, `姓名〔${n}〕`.repeat(1 + (n % 9))] as const);
      for (const [id, name] of names) await actors.remember(id, name);
      await actors.remember('actor-7', '更正后的姓名');
      const kept = new Set(['actor-1', 'actor-100', 'actor-199']);

      for (const [id] of names) if (!kept.has(id)) await actors.erase(id);

      const left = async () => {
        const bytes = await bytesIn(folder);
        return names.filter(([, name]) => bytes.includes(name)).map(([id]) => id);
      };
      expect(await left()).toEqual([...kept]);
      expect((await bytesIn(folder)).includes('更正后的姓名')).toBe(false);
      await actors.close();
      expect(await left()).toEqual([...kept]);
    });
  });
}
