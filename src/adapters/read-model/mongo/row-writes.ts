import type { Position } from '../../../../events/position.js';
import type { BudgetRow, ProjectedSave } from '../../../../projections/rows.js';
import type { Copy, Kind, Topic, Write } from './documents.js';
import { endOf, insert } from './documents.js';
import { farthest } from './keys.js';
import type { DraftRowKind } from './row-kinds.js';
import {
  budgetDocument,
  budgets,
  budgetVersion,
  budgetVersions,
  draftRowId,
  draftRows,
  fundUserVersion,
  fundUserVersions,
  indicatorVersion,
  indicatorVersions,
  projectVersion,
  projectVersions,
  version,
} from './row-kinds.js';
import type { VersionDocument } from './versions.js';
import { holding } from './versions.js';
import { newestWritten } from './newest-written.js';

/** Budgets and the versions of rows, each ended by the next one of its id. */
export const rowTopic: Topic = {
  kinds: [budgets, budgetVersions, fundUserVersions, projectVersions, indicatorVersions, draftRows],

  async writes(saves, copy) {
    const ofBudgets = saves.filter(({ save }) => save.draftId === null);
    const written = await Promise.all([
      budgetWrites(ofBudgets, copy),
      versionWrites(
        copy,
        fundUserVersions,
        versionsIn(ofBudgets, ({ fundUsers }) => fundUsers.map(fundUserVersion)),
      ),
      versionWrites(
        copy,
        projectVersions,
        versionsIn(ofBudgets, ({ projects }) => projects.map(projectVersion)),
      ),
      versionWrites(
        copy,
        indicatorVersions,
        versionsIn(ofBudgets, (save) => save.indicators.map(indicatorVersion)),
      ),
      versionWrites(copy, draftRows, versionsIn(saves, rowsInDraft)),
    ]);
    return written.flat();
  },
};

/** A version that is to be written, and whether there can be one before it. */
interface NewVersion<Row> {
  document: Row;
  follows: boolean;
}

export function versionsIn<Row>(
  saves: readonly ProjectedSave[],
  documentsOf: (save: ProjectedSave) => Row[],
): NewVersion<Row>[] {
  // Rows of the save that opens a budget have no version before them to end.
  return saves.flatMap((save) => documentsOf(save).map((document) => ({ document, follows: save.budget === null })));
}

function rowsInDraft({ save: { draftId }, fundUsers, projects, indicators }: ProjectedSave) {
  if (draftId === null) return [];
  const own = <Row extends { position: Position }>(kind: DraftRowKind, id: string, row: Row) =>
    version(draftRowId(draftId, kind, id), row.position, row);
  return [
    ...fundUsers.map((row) => own('FUND_USER', row.fundUserId, row)),
    ...projects.map((row) => own('PROJECT', row.projectId, row)),
    ...indicators.map((row) => own('INDICATOR', row.indicatorId, row)),
  ];
}

/** Each version ends the one before it: that of the same batch as it is written, an older one where it lies. */
export async function versionWrites<Row extends VersionDocument>(
  copy: Copy,
  kind: Kind<Row>,
  versions: readonly NewVersion<Row>[],
): Promise<Write[]> {
  const before = await placesBefore(copy, kind, versions);
  const newest = new Map<string, Row>();
  const ends = versions.flatMap(({ document }) => {
    const { of, position } = document;
    const previous = newest.get(of);
    if (previous !== undefined) previous.until = position;
    newest.set(of, document);
    const place = previous === undefined ? before.get(of) : undefined;
    return place === undefined ? [] : [endOf(kind, place, position)];
  });
  newestWritten(copy, kind).remember(newest.values());
  return [...versions.map(({ document }) => insert(kind, document)), ...ends];
}

const placesAlone = { projection: { of: 1, position: 1 } };

/** The `_id` of the version of each id that held before the first of these. */
async function placesBefore<Row extends VersionDocument>(
  copy: Copy,
  kind: Kind<Row>,
  versions: readonly NewVersion<Row>[],
): Promise<Map<string, string>> {
  const first = new Map<string, NewVersion<Row>>();
  for (const each of versions) if (!first.has(each.document.of)) first.set(each.document.of, each);
  const ids = [...first.values()].filter(({ follows }) => follows).map(({ document }) => document.of);
  if (ids.length === 0) return new Map();
  const applied = await copy.upTo(farthest);
  const written = newestWritten(copy, kind);
  const known = new Map(ids.flatMap((id) => written.place(id, applied) ?? []));
  const others = ids.filter((id) => !known.has(id));
  for (const { of, _id } of (await holding(copy, kind, others, applied, placesAlone)).values()) known.set(of, _id);
  return known;
}

/** The list of budgets has each as its last save left it: a version for every save. */
async function budgetWrites(saves: readonly ProjectedSave[], copy: Copy): Promise<Write[]> {
  const opened = new Map<string, BudgetRow>();
  for (const { budget } of saves) if (budget !== null) opened.set(budget.budgetId, budget);
  const others = saves.map(({ save }) => save.budgetId).filter((id) => !opened.has(id));
  const known = others.length === 0 ? [] : await copy.in(budgets).find({ _id: { $in: [...new Set(others)] } });
  const rows = new Map([...known.map(({ row }) => row), ...opened.values()].map((row) => [row.budgetId, row]));
  const versions = saves.map(({ save, budget }) => {
    const row = rows.get(save.budgetId);
    if (row === undefined) throw new Error(`the views have lost the budget ${save.budgetId}`);
    return { document: budgetVersion(row, save), follows: budget === null };
  });
  return [
    ...[...opened.values()].map((row) => insert(budgets, budgetDocument(row))),
    ...(await versionWrites(copy, budgetVersions, versions)),
  ];
}
