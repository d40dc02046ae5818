import type { Basis, Queries, VersionView } from '../../../services/services.js';
import type { Drafts, Points, Seals } from '../../ports/read-model.js';
import { annotationsOf } from './annotated.js';
import { checkBounds, checkDraftOf, resolveSaves } from './change-range.js';
import { checkSaves } from './check-filter.js';
import { changeOrders } from './changes.js';
import { connection, countBound } from './connection.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import type { Paging } from './paging.js';
import { onlyOf } from './paging.js';
import type { QueryPoints } from './points/points.js';

/**
 * Saves of the whole ledger, those that changed no cell and those of drafts among them. A version, a seal or a draft of the
 * one budget that is named says up to where.
 */
export function ledgerSaves(
  readModel: Drafts & Points & Seals,
  points: Pick<QueryPoints, 'given'>,
  { begin }: Pick<Paging, 'begin'>,
): Pick<Queries, 'saves'> {
  return {
    async saves(filter, page, { at, head }, order = 'TIME_DESC') {
      checkSaves(filter);
      await checkBounds(points, filter);
      const named: ListIdentity = ['saves', identityOf(filter)];
      const budgetId = onlyOf(filter.budgetIds);
      const { list, point, rows: wanted } = await begin({ list: named, page, at, head, budgetId });
      await checkDraftOf(readModel, filter, point);
      const { matching, position } = await resolveSaves(readModel, filter, point);
      const rows = await readModel.ledgerSaves(matching, changeOrders[order], position, wanted);
      const saves = rows.rows.map(({ row }) => row);
      // Saves of other tables are among them: of a point of one table only the moment is theirs.
      const moment = momentOf(point);
      const annotations = annotationsOf(readModel, async () => saves, point.position);
      const nodes = saves.map((save): VersionView => ({
        ...save,
        annotations: () => annotations(save),
        basis: moment,
      }));
      const count = () => readModel.countLedgerSaves(matching, position, countBound);
      return connection({ list, page, basis: point, rows, nodes, count });
    },
  };
}

function momentOf({ position, recordedAt, live }: Basis): Basis {
  const moment: Basis = { position, recordedAt, version: null };
  if (live === true) moment.live = true;
  return moment;
}
