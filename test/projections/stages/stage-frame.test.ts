import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TreeRow } from '../../../projections/content/tree.js';
import type { PlacedRow } from '../../../projections/stages/stage-frame.js';
import { nextStageRows, stageFrame } from '../../../projections/stages/stage-frame.js';
import { asEdits, replay, row, treeHistories } from '../../support/random/content-trees.js';

type Table = Awaited<ReturnType<typeof replay>>;

/** Tables after some of the saves, each made from nothing, so that none knows of another. */
async function tablesAfter(history: Parameters<typeof asEdits>[0][], picked: readonly number[]): Promise<Table[]> {
  const saves = [new Map(), ...history.map(asEdits)];
  const ends = picked.map((each) => each % saves.length).sort((one, other) => one - other);
  let store: Table['store'] | undefined;
  const tables: Table[] = [];
  for (const end of ends) {
    const table = await replay(saves.slice(0, end + 1), store);
    ({ store } = table);
    tables.push(table);
  }
  return tables;
}

async function pagesOf(
  tables: readonly Table[],
  limit: number,
  changed: boolean,
  backwards: boolean,
): Promise<PlacedRow[]> {
  const roots = tables.map(({ root }) => root);
  const store = tables.at(-1)?.store as Table['store'];
  const frame = await stageFrame(store.loadAll, roots);
  const told: PlacedRow[] = [];
  for (;;) {
    const from = told.at(-1)?.key ?? null;
    const page = await nextStageRows(store.load, roots, frame, { from, limit, kind: 'any', changed, backwards });
    told.push(...page);
    if (page.length < limit) return told;
  }
}

function expected(tables: readonly Table[]): PlacedRow[] {
  const columns = tables.map(({ rows }) => new Map(rows.map((each): [string, TreeRow] => [each.key, each])));
  const keys = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort();
  return keys.map((key) => ({ key, at: columns.map((column) => column.get(key) ?? null) }));
}

const differs = ({ at }: PlacedRow) => new Set(at.map((entry) => entry?.hash)).size > 1;

describe('the rows of several versions of a table', () => {
  it('are those of every version, each with what every version has of it, in pages of any size, in both directions', () =>
    fc.assert(
      fc.asyncProperty(
        treeHistories,
        fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        async (history, picked, limit, backwards) => {
          const tables = await tablesAfter(history, picked);
          const rows = backwards ? expected(tables).reverse() : expected(tables);
          expect(await pagesOf(tables, limit, false, backwards)).toEqual(rows);
          expect(await pagesOf(tables, limit, true, backwards)).toEqual(rows.filter(differs));
        },
      ),
    ));

  it('cost the way to what differs, and to the page, of ten thousand rows', async () => {
    const many = new Map(Array.from({ length: 10_000 }, (_, at) => [row(at, 1).key, row(at, 1)]));
    const edits = [row(50, 2), row(5_000, 2), row(9_000, 2)].map((each) => new Map([[each.key, each]]));
    const { store, root } = await replay([many]);
    const roots = [root];
    for (const [at] of edits.entries()) roots.push((await replay([many, ...edits.slice(0, at + 1)], store)).root);
    store.reads = 0;
    const frame = await stageFrame(store.loadAll, roots);
    expect(frame.changed.map(({ at }) => at.findIndex((entry) => entry?.hash !== at[0]?.hash))).toEqual([1, 2, 3]);
    const wanted = { from: row(7_000, 1).key, limit: 20, kind: 'any', changed: false, backwards: false } as const;
    await nextStageRows(store.load, roots, frame, wanted);
    expect(store.reads).toBeLessThan(60);
  });

  it('stand where they stand in the last version, and where they stood if they are gone from it', async () => {
    const one = row(1, 1);
    const two = row(2, 1);
    const three = row(3, 1);
    const first = await replay([new Map([one, two, three].map((each) => [each.key, each]))]);
    const moved = { ...one, key: `a1 f ${one.key.slice(one.key.lastIndexOf(' ') + 1)}` };
    const edits = new Map([
      [one.key, null],
      [moved.key, moved],
      [two.key, null],
    ]);
    const last = await replay([new Map([one, two, three].map((each) => [each.key, each])), edits], first.store);
    expect(await pagesOf([first, last], 2, false, false)).toEqual([
      { key: two.key, at: [two, null] },
      { key: three.key, at: [three, three] },
      { key: moved.key, at: [one, moved] },
    ]);
    expect(await pagesOf([first, last], 2, true, false)).toEqual([{ key: two.key, at: [two, null] }]);
  });
});
