import type { Queries, VersionView } from '../../../services/services.js';
import type { Drafts, Points, Seals } from '../../ports/read-model.js';
import { annotationsOf } from './annotated.js';
import { checkBounds, checkDraftOf, resolveSaves } from './change-range.js';
import { checkSaves } from './check-filter.js';
import { connection, countBound, lazily } from './connection.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import type { Paging } from './paging.js';
import type { QueryPoints } from './points/points.js';

/** Saves of the whole ledger, those that changed no cell and those of drafts among them. */
export function ledgerSaves(
  readModel: Drafts & Points & Seals,
  points: Pick<QueryPoints, 'given'>,
  { begin }: Pick<Paging, 'begin'>,
): Pick<Queries, 'saves'> {
  return {
    async saves(filter, page, { at, head }) {
      checkSaves(filter);
      await checkBounds(points, filter);
      const named: ListIdentity = ['saves', identityOf(filter)];
      const { list, point, rows: wanted } = await begin({ list: named, page, at, head });
      await checkDraftOf(readModel, filter, point);
      const { matching, position } = await resolveSaves(readModel, filter, point);
      const rows = await readModel.ledgerSaves(matching, 'NEWEST_FIRST', position, wanted);
      const saves = rows.rows.map(({ row }) => row);
      const annotations = lazily(() => annotationsOf(readModel, saves, point.position));
      const nodes = saves.map((save, index): VersionView => ({
        ...save,
        annotations: async () => (await annotations())[index] ?? [],
        basis: point,
      }));
      const count = () => readModel.countLedgerSaves(matching, position, countBound);
      return connection({ list, page, basis: point, rows, nodes, count });
    },
  };
}
