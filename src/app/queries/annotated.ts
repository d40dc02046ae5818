import type { ChangedCell } from '../../../projections/rows.js';
import type { AnnotationRow } from '../../../projections/sealing-rows.js';
import type { Position } from '../../../events/position.js';
import type { ChangeListView, ConnectionView } from '../../../services/services.js';
import type { Seals } from '../../ports/read-model.js';
import { lazily } from './connection.js';

/** A save of a budget, as rows name it; drafts' saves are not annotated. */
type OfSave = Pick<ChangedCell, 'budgetId' | 'draftId' | 'version'>;

/** What had been said by then about each of the saves, in the order given; looked up for all of a budget at once. */
export async function annotationsOf(
  readModel: Pick<Seals, 'annotations'>,
  saves: readonly OfSave[],
  position: Position,
): Promise<AnnotationRow[][]> {
  const said = new Map<string, AnnotationRow[]>();
  const annotated = saves.filter(({ draftId }) => draftId === null);
  for (const budgetId of new Set(annotated.map((save) => save.budgetId))) {
    const ofBudget = annotated.filter((save) => save.budgetId === budgetId).map(({ version }) => version);
    const versions = [...new Set(ofBudget)];
    const found = await readModel.annotations(budgetId, versions, position);
    versions.forEach((version, index) => said.set(`${budgetId} ${version}`, found[index] ?? []));
  }
  return saves.map(({ budgetId, draftId, version }) =>
    draftId === null ? (said.get(`${budgetId} ${version}`) ?? []) : [],
  );
}

/** The same list, in which each edge tells what was said later about the reason and the document that its change shows. */
export function withAnnotations(
  readModel: Pick<Seals, 'annotations'>,
  view: ConnectionView<ChangedCell>,
): Omit<ChangeListView, 'editedRows'> {
  const changes = view.edges.map(({ node }) => node);
  const annotations = lazily(() => annotationsOf(readModel, changes, view.basis.position));
  const edges = view.edges.map((edge, index) => ({
    node: edge.node,
    get cursor() {
      return edge.cursor;
    },
    annotations: async () => (await annotations())[index] ?? [],
  }));
  return { ...view, edges };
}
