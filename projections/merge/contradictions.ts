import { Refusal } from '../../events/refusal.js';
import type { MergeConflict } from './conflicts.js';
import { namingPaths, rowsOfOneName } from './names.js';
import type { Choice, Resolution } from './choices.js';
import { choiceNames } from './choices.js';
import { conflictFinder, nameConflict } from './resolutions.js';
import type { MergingRow, TableRows } from './table-rows.js';
import type { ThreeTables } from './three-way.js';

type ChosenConflict = MergeConflict & { choice: Choice };

/** The merged rows, if these are the choices. */
export type Settle = (conflicts: readonly MergeConflict[]) => TableRows;

/** Something that a table cannot have, which is there because of choices. */
interface Contradiction {
  /** Tells it from others. */
  key: string;
  zh: string;
  en: string;
  /** Ids of rows; choices about them, and about the projects that they belong to, lead to it. */
  rows: string[];
}

/**
 * Checks choices against each other: whether all of them can be had in one table.
 * @throws Refusal with the path `resolutions` and the index of a choice that contradicts others, or what one side alone
 *   did; it says what to choose instead
 */
export function checkChoices(
  tables: ThreeTables,
  conflicts: readonly MergeConflict[],
  resolutions: readonly Resolution[],
  settle: Settle,
): void {
  const [found] = contradictionsIn(settle(conflicts), tables);
  if (found === undefined) return;
  const conflictAt = conflictFinder(conflicts);
  const isFree = (instead: MergeConflict) => {
    const others = conflicts.map((each) =>
      each.entityId === instead.entityId && each.path === instead.path ? instead : each,
    );
    return contradictionsIn(settle(others), tables).every(({ key }) => key !== found.key);
  };
  const choices = resolutions.flatMap((resolution, index) => {
    const conflict = conflictAt(resolution);
    if (conflict === undefined || !leadsTo(conflict, found)) return [];
    const choice: Choice = resolution.choice === 'OURS' ? 'THEIRS' : 'OURS';
    const instead = { ...conflict, choice };
    return [{ index, chosen: resolution.choice, instead, helps: isFree(instead) }];
  });
  const refused = choices.findLast(({ helps }) => helps) ?? choices.at(-1);
  if (refused === undefined) return;
  throw contradictory(
    refused,
    choices.filter(({ helps }) => helps).map(({ instead }) => instead),
    found,
  );
}

function contradictory(
  { index, chosen, instead: { entityId, ...about } }: { index: number; chosen: Choice; instead: ChosenConflict },
  instead: readonly ChosenConflict[],
  found: Contradiction,
): Refusal {
  const { zh, en } = nameConflict({ entityId, ...about });
  const ways = instead.map((each) => ({ ...nameConflict(each), choice: each.choice }));
  const waysZh = [
    ...ways.map((way) => `对${way.zh}改选${choiceNames[way.choice]}`),
    '先在草案（或预算）中修改，再重新预览',
  ].join('，或');
  const waysEn = [
    ...ways.map((way) => `choose ${way.choice} for ${way.en}`),
    'edit the draft (or the budget) and preview again',
  ].join(', or ');
  return new Refusal(
    'INVALID_INPUT',
    `对${zh}选择${choiceNames[chosen]}与其他选择或修改相矛盾：${found.zh}；请${waysZh}。`,
    `To choose ${chosen} for ${en} contradicts other choices or edits: ${found.en}; ${waysEn}.`,
    { argument: ['resolutions', String(index)], entityId },
  );
}

/** Whether a choice about the conflict can have led there. */
function leadsTo({ entityIds, path }: MergeConflict, { rows }: Contradiction): boolean {
  const isAbout = path === null || (namingPaths as readonly string[]).includes(path);
  return isAbout && entityIds.some((id) => rows.includes(id));
}

function contradictionsIn(merged: TableRows, tables: ThreeTables): Contradiction[] {
  return [...projectsAstray(merged, tables), ...namesTaken(merged)];
}

/** Projects whose fund user is out of the table. One that stands in all three tables may not have been loaded. */
function projectsAstray(merged: TableRows, tables: ThreeTables): Contradiction[] {
  return [...merged.values()].flatMap((row): Contradiction[] => {
    const { entityId: id, entityKind, entityName: name } = row;
    const fundUser = row.cells['fundUser'] ?? '';
    const known = tables.ours.get(fundUser) ?? tables.theirs.get(fundUser) ?? tables.base.get(fundUser);
    if (entityKind !== 'PROJECT' || known === undefined || merged.has(fundUser)) return [];
    return [
      {
        key: `astray ${id}`,
        zh: `项目“${name}”仍属于资金使用单位“${known.entityName}”，而后者将不在表中`,
        en: `the project "${name}" would belong to the fund user "${known.entityName}", which would not be in the table`,
        rows: [id, fundUser],
      },
    ];
  });
}

function namesTaken(merged: TableRows): Contradiction[] {
  return rowsOfOneName(merged.values()).map((rows) => {
    const ids = rows.map(({ entityId }) => entityId).sort();
    const name = (rows[0] as MergingRow).cells['name'] ?? '';
    return {
      key: `named ${ids.join(' ')}`,
      zh: `将有 ${rows.length} 行同名“${name}”（编号 ${ids.join('、')}）`,
      en: `${rows.length} rows would be called "${name}" (the ids ${ids.join(', ')})`,
      rows: [...ids, ...rows.flatMap(({ projectId }) => projectId ?? [])],
    };
  });
}
