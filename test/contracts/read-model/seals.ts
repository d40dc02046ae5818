import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ledgerStart } from '../../../events/position.js';
import type { Seals } from '../../../src/ports/read-model.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { referenceReadModel } from '../../support/oracles/reference-read-model.js';
import type { EngineWith } from './filled-model.js';
import { ids, openModel, positions, saves, tried } from './filled-model.js';

export function seals(engine: EngineWith<Seals>): void {
  const reference = referenceReadModel(saves);
  const budgets = [...ids.budgets, 'no-such-id'];
  const everySeal = saves.flatMap((save) => save.sealing.seals);
  const folder = openFolder();
  let reader: Seals;
  beforeAll(async () => {
    ({ reader } = await openModel(engine, folder));
  });
  afterAll(() => folder.leave());

  it('gives the seals of a budget in the order of sealing, withdrawn from the save on that withdrew them', async () => {
    const withdrawn = new Set<boolean>();
    for (const position of tried(engine, positions)) {
      for (const budgetId of budgets) {
        const found = await reader.seals(budgetId, position);
        expect(found).toEqual(reference.seals(budgetId, position));
        for (const each of found) withdrawn.add(each.withdrawn !== null);
      }
    }
    expect(withdrawn).toEqual(new Set([true, false]));
  });

  it('gives a seal by its id once it was made', async () => {
    for (const { sealId, budgetId } of everySeal) {
      expect(await reader.seal(sealId, ledgerStart)).toBeNull();
      for (const at of tried(engine, positions)) {
        const expected = reference.seals(budgetId, at).find(({ seal }) => seal.sealId === sealId) ?? null;
        expect(await reader.seal(sealId, at)).toEqual(expected);
      }
    }
    for (const at of tried(engine, positions)) expect(await reader.seal('no-such-id', at)).toBeNull();
  });

  it('gives many seals in the order asked, those given twice and those unknown, too', async () => {
    const made = everySeal.map(({ sealId }) => sealId).reverse();
    const asked = ['no-such-id', ...made, ...made.slice(0, 1)];
    for (const at of tried(engine, positions)) {
      const expected = await Promise.all(asked.map((sealId) => reader.seal(sealId, at)));
      expect(await reader.sealsById(asked, at)).toEqual(expected);
    }
    expect(await reader.sealsById([], ledgerStart)).toEqual([]);
  });

  it('gives the control number in force, or who withdrew the last one', async () => {
    const found = new Set<string | null>();
    for (const position of tried(engine, positions)) {
      for (const budgetId of budgets) {
        const row = await reader.controlNumber(budgetId, position);
        expect(row).toEqual(reference.controlNumber(budgetId, position));
        found.add(row.inForce?.total ?? row.withdrawn?.position ?? null);
      }
    }
    expect(found.size).toBeGreaterThan(3);
  });

  it('gives for each save, in the order asked, what had been said about it', async () => {
    let said = 0;
    for (const position of tried(engine, positions)) {
      for (const budgetId of budgets) {
        const versions = [3, 1, 2, 0, 99, ...reference.saves(budgetId, Infinity).map(({ version }) => version)];
        const found = await reader.annotations(budgetId, versions, position);
        expect(found).toEqual(versions.map((version) => reference.annotations(budgetId, version, position)));
        said = Math.max(said, found.flat().length);
      }
    }
    expect(said).toBeGreaterThan(3);
  });

  it('finds the saves of which a correction by then says a text, whatever they said themselves', async () => {
    const corrections = saves.flatMap(({ sealing }) => sealing.annotations);
    const texts = corrections.flatMap(({ correctedReason, correctedBasisDocument }) => [
      correctedReason ?? '',
      (correctedBasisDocument ?? '').slice(1, 4),
    ]);
    let found = 0;
    for (const said of ['reason', 'basisDocument'] as const) {
      for (const text of new Set([...texts, '', '更', '%'])) {
        for (const at of tried(engine, positions)) {
          const spans = await reader.correctedSaves(said, text, at);
          expect(spans).toEqual(reference.correctedSaves(said, text, at));
          found = Math.max(found, spans.length);
        }
      }
    }
    expect(found).toBeGreaterThan(0);
  });
}
