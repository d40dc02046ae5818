import { expect, it } from '@jest/globals';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { NodeView } from '../../../services/services.js';
import type { Shown } from '../../support/oracles/expected-history.js';
import { shown } from '../../support/oracles/expected-history.js';
import { isFullProfile } from '../../support/random/cases.js';
import { whateverIsRecorded } from '../../support/random/whatever-was-recorded.js';

/** What a table shows, by id. */
type Table = ReadonlyMap<string, Shown>;

/** A row that any save of the budget has shown and the last one does not: withdrawn, or gone with what it hung from. */
function goneFrom(tables: readonly Table[]): Shown[] {
  const last = tables.at(-1) as Table;
  const ever = new Map(tables.flatMap((table) => [...table]));
  return [...ever.values()].filter(({ entityId }) => !last.has(entityId));
}

const parentOf = ({ entityKind, projectId, cells }: Shown) =>
  entityKind === 'PROJECT' ? (cells['fundUser'] ?? null) : projectId;

/** A withdrawn row stays in the state as it was when it went. */
function whereItStood({ entityId, entityKind, projectId }: Shown, state: OpenBudgetState) {
  const project = state.projects.get(projectId ?? '');
  const row = entityKind === 'PROJECT' ? project : project?.indicators.get(entityId);
  const parent = entityKind === 'PROJECT' ? (project?.fundUserId ?? null) : projectId;
  return { place: `${row?.place} ${entityId}`, parent };
}

/** By looking at every table: siblings now that were not there before the row went, with it or with none between. */
function expectedInPlaceOf(gone: Shown, tables: readonly Table[], states: readonly OpenBudgetState[]): string[] {
  const now = tables.at(-1) as Table;
  const went = tables.findLastIndex((table) => table.has(gone.entityId)) + 1;
  const before = tables[went - 1] as Table;
  const right = tables[went] as Table;
  // The very save that withdrew it may have moved it before.
  const { place, parent } = whereItStood(gone, states[went] as OpenBudgetState);
  if (gone.entityKind === 'INDICATOR' && !now.has(gone.projectId ?? '')) return [];
  const siblings = [...now.values()].filter((row) => row.entityKind === gone.entityKind && parentOf(row) === parent);
  const keyOf = ({ cells, entityId }: Shown) => `${cells['place']} ${entityId}`;
  const isBetween = (row: Shown, one: string, other: string) =>
    (one < keyOf(row) && keyOf(row) < other) || (other < keyOf(row) && keyOf(row) < one);
  return siblings
    .filter((row) => !before.has(row.entityId))
    .filter((row) => {
      const isBeside = !siblings.some((each) => before.has(each.entityId) && isBetween(each, place, keyOf(row)));
      return right.has(row.entityId) || isBeside;
    })
    .map(({ entityId }) => entityId)
    .sort();
}

it('what came in the place of withdrawn rows is what a look at every table finds, at any version', async () => {
  let found = 0;
  const wrong: object[] = [];
  await whateverIsRecorded(
    async ({ queries, read, saves, some }) => {
      for (const { budgetId, version } of [...some(saves), ...saves.slice(-2)]) {
        const states = saves
          .filter((save) => save.version <= version)
          .map(({ budgets }) => budgets.get(budgetId) as OpenBudgetState);
        const tables = states.map(shown);
        for (const gone of goneFrom(tables)) {
          const node = await queries.node(gone.entityId, read({ version }));
          const ids = await inPlaceOf(node);
          if (ids === null) continue;
          const expected = expectedInPlaceOf(gone, tables, states);
          if (JSON.stringify(ids) !== JSON.stringify(expected)) wrong.push({ gone, version, ids, expected });
          found += ids.length;
        }
      }

      async function inPlaceOf(node: NodeView | null): Promise<string[] | null> {
        if (node?.kind === 'PROJECT') return (await queries.projectsInPlaceOf(node.project)).map(({ id }) => id).sort();
        if (node?.kind !== 'INDICATOR') return null;
        return (await queries.indicatorsInPlaceOf(node.indicator)).map(({ id }) => id).sort();
      }
    },
    { budgets: 1, saves: 30 },
  );
  expect(wrong).toEqual([]);
  // Few cases may by chance have nothing to find, many may not.
  if (isFullProfile) expect(found).toBeGreaterThan(10);
});
