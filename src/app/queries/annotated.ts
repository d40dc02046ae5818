import type { ChangedCell } from '../../../projections/rows.js';
import type { AnnotationRow } from '../../../projections/sealing-rows.js';
import type { Position } from '../../../events/position.js';
import type { ChangeListView, ConnectionView } from '../../../services/services.js';
import type { Seals } from '../../ports/read-model.js';
import { lazily } from './connection.js';

/** A save of a budget, as rows name it; drafts' saves are not annotated. */
export type OfSave = Pick<ChangedCell, 'budgetId' | 'draftId' | 'version'>;

/** What had been said by then about one of the saves; of no save nothing. */
export type AnnotationsOf = (save: OfSave | null) => Promise<AnnotationRow[]>;

/**
 * Says of each of the saves what had been said about it by then, oldest first; looked up for all of a budget at once, when
 * somebody asks about the first.
 */
export function annotationsOf(
  readModel: Pick<Seals, 'annotations'>,
  saves: () => Promise<readonly (OfSave | null)[]>,
  position: Position | (() => Promise<Position>),
): AnnotationsOf {
  const said = lazily(async () =>
    readAnnotations(readModel, await saves(), typeof position === 'string' ? position : await position()),
  );
  return async (save) => (save === null ? [] : ((await said()).get(keyOf(save)) ?? []));
}

async function readAnnotations(
  readModel: Pick<Seals, 'annotations'>,
  saves: readonly (OfSave | null)[],
  position: Position,
): Promise<Map<string, AnnotationRow[]>> {
  const said = new Map<string, AnnotationRow[]>();
  const annotated = saves.filter((save) => save !== null).filter(({ draftId }) => draftId === null);
  for (const budgetId of new Set(annotated.map((save) => save.budgetId))) {
    const ofBudget = annotated.filter((save) => save.budgetId === budgetId).map(({ version }) => version);
    const versions = [...new Set(ofBudget)];
    const found = await readModel.annotations(budgetId, versions, position);
    versions.forEach((version, index) => said.set(keyOf({ budgetId, draftId: null, version }), found[index] ?? []));
  }
  return said;
}

function keyOf({ budgetId, draftId, version }: OfSave): string {
  return `${draftId ?? budgetId} ${version}`;
}

/** The same list, in which each edge tells what was said later about the reason and the document that its change shows. */
export function withAnnotations(
  readModel: Pick<Seals, 'annotations'>,
  view: ConnectionView<ChangedCell>,
): Omit<ChangeListView, 'editedRows'> {
  const annotations = annotationsOf(readModel, async () => view.edges.map(({ node }) => node), view.basis.position);
  const edges = view.edges.map((edge) => ({
    node: edge.node,
    get cursor() {
      return edge.cursor;
    },
    annotations: () => annotations(edge.node),
  }));
  return { ...view, edges };
}
