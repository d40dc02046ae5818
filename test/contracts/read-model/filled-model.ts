import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import type { ProjectedSave } from '../../../projections/rows.js';
import type { Checkpoint, ReadModel, ReadModelWriter } from '../../../src/ports/read-model.js';
import type { RowIds } from '../../support/oracles/all-answers.js';
import { idsOf } from '../../support/oracles/all-answers.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { behind, projectedSaves } from '../../support/ledgers/projected-saves.js';
import { cases, everyFifth, isFullProfile } from '../../support/random/cases.js';
import { sampleHistory } from '../../support/random/history.js';
import { withSealing } from '../../support/stories/sealed-history.js';
import { withDrafts } from '../../support/stories/drafted-history.js';
import { withMerges } from '../../support/stories/merged-history.js';

type Closing = Pick<ReadModel, 'close'>;

/** How an engine's read models are opened in an empty directory. A reader may have only some of the port's parts. */
export interface ReadModelEngine<Reader extends Closing = ReadModel> {
  openWriter(directory: string, options?: { rebuild?: boolean }): Promise<ReadModelWriter>;
  openReader(directory: string): Promise<Reader>;
  /** Whether each question costs a hundred times what it costs beside the data: the quick profile asks fewer then. */
  slow?: boolean;
}

/** What the suite of one part needs. */
export type EngineWith<Part> = ReadModelEngine<Part & Closing>;

const history = withMerges(withDrafts(withSealing(sampleHistory({ budgets: 3, saves: 60 }, 17))));

/** Rows of a history of three budgets and their drafts, and the ids that it names. */
export const ids: RowIds = idsOf(history);
export const saves: readonly ProjectedSave[] = (await projectedSaves(history)).map(withLineage);

/** Every other project was taken over from an earlier year's table, as its indicators say. */
function withLineage(save: ProjectedSave): ProjectedSave {
  const lineageOf = (projectId: string) => (ids.projects.indexOf(projectId) % 2 === 0 ? `of-${projectId}` : null);
  return {
    ...save,
    indicators: save.indicators.map((row) => ({ ...row, projectLineage: lineageOf(row.projectId) })),
  };
}

export const isOfBudget = ({ save }: ProjectedSave) => save.draftId === null;

/** Ids of projects that no budget's own save has named. */
export function projectsOnlyInDrafts(): string[] {
  const idsIn = (some: readonly ProjectedSave[]) =>
    some.flatMap(({ projects }) => projects.map((row) => row.projectId));
  const ofBudgets = new Set(idsIn(saves.filter(isOfBudget)));
  return idsIn(saves).filter((id) => !ofBudgets.has(id));
}

/** Before everything, at the end of each save, in the gap behind each, and far behind the last. */
export const positions: readonly Position[] = positionsOf(saves);

function positionsOf(some: readonly ProjectedSave[]): Position[] {
  return [
    ledgerStart,
    ...some.flatMap(({ save }) => [save.lastPosition, behind(save.lastPosition)]),
    '9999999999999999' as Position,
  ];
}

/**
 * Some of many, as far from each other as from the next, and the last among them: as many as the profile has of what
 * the full one takes `inFull` of.
 */
export function spread<T>(many: readonly T[], inFull: number, atLeast = 4): T[] {
  const step = Math.ceil(many.length / cases(inFull, atLeast));
  return many.filter((_, turn) => (many.length - 1 - turn) % step === 0);
}

/** What answers of every kind are asked of: the whole history; of an engine that answers slowly, in the quick profile, its first third. */
export function historyFor({ slow = false }: { slow?: boolean }): {
  saves: readonly ProjectedSave[];
  positions: readonly Position[];
  ids: RowIds;
} {
  if (!slow || isFullProfile) return { saves, positions, ids };
  const third = Math.ceil(saves.length / 3);
  const first = saves.slice(0, third);
  return { saves: first, positions: positionsOf(first), ids: idsOf(history.slice(0, third)) };
}

/** All of them; of an engine that answers slowly, in the quick profile, every fifth and the last. */
export function tried<T>({ slow = false }: { slow?: boolean }, many: readonly T[]): readonly T[] {
  return slow && !isFullProfile ? everyFifth(many) : many;
}

/** Where a reader stands who has seen these saves. */
export function checkpointOf(applied: readonly ProjectedSave[]): Checkpoint {
  const last = applied.at(-1)?.save;
  if (last === undefined) return { position: ledgerStart, clock: '' };
  const { lastPosition: position, clock } = last;
  return { position, clock, leafHash: position.padStart(64, '0') };
}

export async function applyAll(writer: ReadModelWriter, all: readonly ProjectedSave[], batch = 7): Promise<void> {
  for (let start = 0; start < all.length; start += batch) {
    const next = all.slice(start, start + batch);
    await writer.apply(next, [], checkpointOf(next));
  }
}

export interface OpenModel<Reader> {
  directory: string;
  writer: ReadModelWriter;
  reader: Reader;
}

/** A served read model with some saves in it, and a reader beside its writer. */
export async function openModel<Reader extends Closing>(
  engine: ReadModelEngine<Reader>,
  folder: ScratchFolder,
  applied: readonly ProjectedSave[] = saves,
): Promise<OpenModel<Reader>> {
  const directory = folder.directory();
  const writer = folder.closing(await engine.openWriter(directory));
  await applyAll(writer, applied);
  await writer.serve();
  const reader = folder.closing(await engine.openReader(directory));
  return { directory, writer, reader };
}
