import type { Queries, UnitView } from '../../../services/services.js';
import { pagedRows, pageFrom, readingOf } from '../../ports/paging.js';
import type { Keyed, Page, ReadModel } from '../../ports/read-model.js';
import { readKey } from '../../ports/sort-keys.js';
import { connection, countBound } from './connection.js';
import type { Contents } from './contents.js';
import type { ListIdentity } from './cursor.js';
import type { Paging } from './paging.js';

export interface UnitTools {
  readModel: ReadModel;
  paging: Paging;
  contents: Contents;
}

type BudgetOfUnit = Awaited<ReturnType<ReadModel['budgets']>>['rows'][number]['row'];

const chunk = 200;

/** Who has budgets: each unit once, by its key, as its budget of the newest fiscal year names it. */
export function unitQueries({ readModel, paging, contents }: UnitTools): Pick<Queries, 'units'> {
  /** The newest budget of each unit, from a place in the list of budgets by unit on, in the order of reading. */
  async function* newestOfUnits(position: Parameters<ReadModel['budgets']>[2], start: Page) {
    const { from, backwards } = readingOf(start);
    let shown = from === null ? null : unitIn(from);
    let held: Keyed<BudgetOfUnit> | null = null;
    for (let page = pageFrom(backwards ? { last: chunk, before: null } : { first: chunk, after: null }, from); ;) {
      const { rows, more } = await readModel.budgets({}, 'UNIT_ASC', position, page);
      for (const each of backwards ? rows.toReversed() : rows) {
        const unit = unitIn(each.key);
        // Forwards a unit begins with its newest budget; backwards it ends with it.
        if (!backwards && unit !== shown) yield each;
        if (backwards && held !== null && unitIn(held.key) !== unit) yield held;
        shown = unit;
        held = each;
      }
      if (!more) break;
      page = pageFrom(page, (backwards ? rows[0] : rows.at(-1))?.key ?? null);
    }
    if (backwards && held !== null) yield held;
  }

  return {
    async units(page, { at, head }) {
      const named: ListIdentity = ['units'];
      const { list, point, rows: wanted } = await paging.begin({ list: named, page, at, head });
      const found: Keyed<BudgetOfUnit>[] = [];
      for await (const each of newestOfUnits(point.position, wanted)) {
        if (found.push(each) > readingOf(wanted).size) break;
      }
      const rows = pagedRows(wanted, found);
      const tables = await contents.budgets(rows.rows.map(({ row }) => row.save.contentHash));
      const nodes = tables.map(({ unitKey: unit, name }): UnitView => ({ unit, name }));
      const count = async () => {
        const units = newestOfUnits(point.position, { first: chunk, after: null });
        for (let value = 0; ; value += 1) {
          if ((await units.next()).done === true) return { value, exact: true };
          if (value === countBound) return { value, exact: false };
        }
      };
      return connection({ list, page, basis: point, rows, nodes, count });
    },
  };
}

/** The first column of the order by unit. */
function unitIn(key: string): string {
  return readKey(key)[0] ?? '';
}
