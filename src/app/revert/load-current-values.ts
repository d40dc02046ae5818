import { cellPaths } from '../../../events/budget/cells.js';
import type { ProjectDocument } from '../../../projections/content-documents.js';
import type { ChangedCell, EntityKind } from '../../../projections/rows.js';
import { provenContents } from '../proven-contents.js';
import type { RevertContext } from './revert-context.js';
import type { CurrentValues } from './undo.js';

/** The last change of each cell of the changed rows; of a project that was added or restored, its indicators' too. */
export async function loadCurrentValues(
  changes: readonly ChangedCell[],
  context: RevertContext,
): Promise<CurrentValues> {
  const { readModel, head, into } = context;
  const kinds = new Map<string, EntityKind>();
  const hanging = new Map<string, string[]>();
  for (const { entityId, entityKind, kind } of changes) {
    kinds.set(entityId, entityKind);
    const came = kind === 'ADDED' || kind === 'RESTORED';
    if (came && entityKind === 'PROJECT' && !hanging.has(entityId)) {
      hanging.set(entityId, await indicatorsOf(entityId, context));
    }
  }
  for (const id of [...hanging.values()].flat()) kinds.set(id, 'INDICATOR');
  const cells = [...kinds].flatMap(([entityId, kind]) => cellPaths[kind].map((path) => ({ entityId, path })));
  const found = await readModel.lastChanges(cells, head, into ?? undefined);
  const last = new Map(cells.map(({ entityId, path }, index) => [`${entityId} ${path}`, found[index] ?? null]));
  return {
    last: (entityId, path) => last.get(`${entityId} ${path}`) ?? null,
    paths: (entityId) => cellPaths[kinds.get(entityId) ?? 'BUDGET'],
    indicators: (projectId) => hanging.get(projectId) ?? [],
  };
}

/** Ids of the indicators that the project has now, in the table that is set back. */
async function indicatorsOf(projectId: string, { readModel, head, into }: RevertContext): Promise<string[]> {
  const [row] = await readModel.projectVersions([projectId], head, into ?? undefined);
  if (row?.status !== 'ACTIVE') return [];
  const [document] = await provenContents(readModel).documents([row.hash]);
  return (document as ProjectDocument).indicators.map(({ id }) => id);
}
