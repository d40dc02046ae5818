import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import type { ProjectedSave } from '../../../projections/rows.js';
import { openSqliteReadModel, openSqliteReadModelWriter } from '../../../src/adapters/read-model/sqlite/index.js';
import { WriterLocked } from '../../../src/ports/writer-locked.js';
import { applyAll, checkpointOf, openModel, saves } from '../../contracts/read-model/filled-model.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';

const engine = { openWriter: openSqliteReadModelWriter, openReader: openSqliteReadModel };
const half = saves.slice(0, 20);
const generationsIn = (directory: string) => readdirSync(directory).filter((name) => /^views-\d+\.db$/.test(name));

/**
 * Runs a program beside this one, which opens a read model with the names of the modules below; gives its first line.
 */
function beside(program: string) {
  const adapter = '../../../src/adapters/read-model/sqlite/index.js';
  const filled = '../../contracts/read-model/filled-model.js';
  const imports = `
    const { openSqliteReadModel, openSqliteReadModelWriter } = await import('${new URL(adapter, import.meta.url).href}');
    const { applyAll, saves } = await import('${new URL(filled, import.meta.url).href}');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', imports + program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, said: once(child.stdout, 'data').then(([line]) => String(line).trim()), exited: once(child, 'exit') };
}

/** Makes the file one that another version of the program wrote. */
function setFormat(directory: string, generation: number, format: number): void {
  const database = new Database(join(directory, `views-${generation}.db`));
  database.exec(`pragma user_version = ${format}`);
  database.close();
}

describe('views in SQLite', () => {
  it('refuse a second writer with WriterLocked, until the first one closes', () =>
    inFolder(async (folder) => {
      const { directory, writer } = await openModel(engine, folder, half);
      const refused = await openSqliteReadModelWriter(directory).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(WriterLocked);
      expect(refused).toMatchObject({ code: 'WRITER_LOCKED', location: directory, pid: process.pid });
      await expect(openSqliteReadModelWriter(directory, { rebuild: true })).rejects.toThrow(WriterLocked);
      await applyAll(writer, saves.slice(20, 22));
      await folder.close(writer);
      const next = folder.closing(await openSqliteReadModelWriter(directory));
      expect(await next.checkpoint()).toEqual(checkpointOf(saves.slice(20, 22)));
    }));

  it('refuse a writer while that of another process lives, and take one when it is killed', () =>
    inFolder(async (folder) => {
      const directory = folder.directory();
      const { child, said, exited } = beside(`
        const writer = await openSqliteReadModelWriter(${JSON.stringify(directory)});
        await applyAll(writer, saves.slice(0, 20));
        await writer.serve();
        console.log('open');
        setInterval(() => undefined, 1_000);`);
      expect(await said).toBe('open');
      await expect(openSqliteReadModelWriter(directory)).rejects.toThrow(WriterLocked);
      child.kill('SIGKILL');
      await exited;
      const writer = folder.closing(await openSqliteReadModelWriter(directory));
      expect(await writer.checkpoint()).toEqual(checkpointOf(half));
    }));

  it('let nobody read the first generation of a directory before it is served', () =>
    inFolder(async (folder) => {
      const directory = folder.directory();
      const writer = folder.closing(await openSqliteReadModelWriter(directory));
      let opened = false;
      const opening = openSqliteReadModel(directory).then((found) => {
        opened = true;
        return folder.closing(found);
      });
      await applyAll(writer, half);
      expect(opened).toBe(false);
      await writer.serve();
      const reader = await opening;
      expect((await reader.lastSave(checkpointOf(half).position))?.version).toBe(half.at(-1)?.save.version);
    }));

  it('are built anew where another version of the tables wrote them, and read once they are served', () =>
    inFolder(async (folder) => {
      const { directory, writer, reader } = await openModel(engine, folder, half);
      await folder.close(reader);
      await folder.close(writer);
      setFormat(directory, 1, 999);
      const rebuilt = folder.closing(await openSqliteReadModelWriter(directory));
      expect(await rebuilt.checkpoint()).toEqual(checkpointOf([]));
      let opened = false;
      const opening = openSqliteReadModel(directory).then((found) => {
        opened = true;
        return folder.closing(found);
      });
      await applyAll(rebuilt, saves);
      expect(opened).toBe(false);
      await rebuilt.serve();
      expect(await (await opening).status()).toEqual({ ...checkpointOf(saves), halt: null });
    }));

  it('are told to be missing, not waited for, where the thread that builds them anew has ended', () =>
    inFolder(async (folder) => {
      const { directory, writer, reader } = await openModel(engine, folder, half);
      await folder.close(reader);
      await folder.close(writer);
      setFormat(directory, 1, 999);
      const building = new AbortController();
      const opening = openSqliteReadModel(directory, building.signal);
      building.abort();
      await expect(opening).rejects.toThrow(/holds no views that this program can read/);
    }));

  it('keep no generation on disk but the one that serves and the one that is being filled', () =>
    inFolder(async (folder) => {
      const { directory, writer } = await openModel(engine, folder, half);
      await folder.close(writer);
      for (let times = 0; times < 3; times += 1) {
        const cutOff = await openSqliteReadModelWriter(directory, { rebuild: true });
        await applyAll(cutOff, saves.slice(0, 2));
        expect(generationsIn(directory)).toHaveLength(2);
        await cutOff.close();
        expect(generationsIn(directory)).toHaveLength(1);
      }
      const rebuilt = folder.closing(await openSqliteReadModelWriter(directory, { rebuild: true }));
      await applyAll(rebuilt, saves);
      await rebuilt.serve();
      expect(generationsIn(directory)).toHaveLength(1);
    }));

  it('leave nothing of a batch of which one save cannot be written', () =>
    inFolder(async (folder) => {
      const { writer, reader } = await openModel(engine, folder, half);
      const [good, other] = saves.slice(20).filter(({ save }) => save.draftId === null) as [
        ProjectedSave,
        ProjectedSave,
      ];
      const taken = { ...other, save: { ...other.save, budgetId: good.save.budgetId, version: good.save.version } };
      const snapshot = { stream: 'budget-1', revision: 1, body: '{}' };
      await expect(writer.apply([good, taken], [snapshot], checkpointOf([taken]))).rejects.toThrow();
      expect(await reader.status()).toEqual({ ...checkpointOf(half), halt: null });
      expect(await reader.saveAt(good.save.budgetId, { version: good.save.version })).toBeNull();
      expect(await reader.eventPosition(good.events[0]?.eventId ?? '')).toBeNull();
      expect(await reader.snapshot('budget-1')).toBeNull();
      await writer.apply([good], [snapshot], checkpointOf([good]));
      expect(await reader.status()).toEqual({ ...checkpointOf([good]), halt: null });
    }));

  it('are read beside a writer in another process, and beside the copy that it puts in their place', () =>
    inFolder(async (folder) => {
      const { directory, writer, reader } = await openModel(engine, folder, half);
      await folder.close(writer);
      const { exited } = beside(`
        const writer = await openSqliteReadModelWriter(${JSON.stringify(directory)}, { rebuild: true });
        await applyAll(writer, saves);
        await writer.serve();
        await writer.close();`);
      expect(await reader.reached(checkpointOf(saves).position, 120_000)).toBe(true);
      expect(await reader.status()).toEqual({ ...checkpointOf(saves), halt: null });
      expect(await exited).toEqual([0, null]);
    }));
});
