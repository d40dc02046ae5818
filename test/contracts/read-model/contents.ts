import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ContentBodies } from '../../../src/ports/read-model.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { EngineWith } from './filled-model.js';
import { openModel, saves } from './filled-model.js';

export function contents(engine: EngineWith<ContentBodies>): void {
  const folder = openFolder();
  let reader: ContentBodies;
  beforeAll(async () => {
    ({ reader } = await openModel(engine, folder));
  });
  afterAll(() => folder.leave());

  it('gives each body by its hash, in the order that was asked for', async () => {
    const bodies = new Map(saves.flatMap(({ contents }) => [...contents]));
    const hashes = [...bodies.keys()].reverse();
    expect(await reader.contents(hashes)).toEqual(hashes.map((hash) => bodies.get(hash)));
    const [one = '', other = ''] = hashes;
    expect(await reader.contents([other, one, other])).toEqual([other, one, other].map((hash) => bodies.get(hash)));
    expect(await reader.contents([])).toEqual([]);
  });

  it('says of an unknown hash that it is an error of the store', async () => {
    await expect(reader.contents(['0'.repeat(64)])).rejects.toThrow(Error);
  });
}
