import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellsSetBy } from '../../../events/budget/touches.js';
import { changedCells } from '../../../projections/changed-cells.js';
import { wantedRows } from '../../../projections/merge/table-rows.js';
import { anyBranches, folded, settingRows, tableOf } from '../../support/random/branches.js';
import { shown } from '../../support/oracles/expected-history.js';
import { anySaves, playSaves } from '../../support/random/edits.js';

describe('the events that set rows', () => {
  it('tell of each cell once, with the value that it has in the end, but for a row that comes back', () => {
    fc.assert(
      fc.property(anyBranches, ({ ours, theirs }) => {
        const told = new Map<string, string[]>();
        const back = new Set<string>();
        let state = ours;
        for (const event of settingRows(ours, wantedRows(tableOf(ours), tableOf(theirs)))) {
          const next = folded({ ...state, version: ours.version }, [event]);
          for (const { entityId, path, after, kind } of changedCells(state, event, next)) {
            if (kind === 'RESTORED') back.add(entityId);
            else told.set(`${entityId} ${path}`, [...(told.get(`${entityId} ${path}`) ?? []), after ?? '']);
          }
          state = next;
        }
        const table = shown(theirs);
        for (const [cell, values] of told) {
          const [id = '', path = ''] = cell.split(' ');
          if (table.has(id)) expect(values).toEqual([table.get(id)?.cells[path] ?? '']);
          else expect(back.has(id) || values.length === 1).toBe(true);
        }
      }),
    );
  });
});

describe('the cells that an event sets', () => {
  it('are those that the table shows changed, but for what a row takes out of the table or back', () => {
    fc.assert(
      fc.property(anySaves(), (saves) => {
        for (const { before, events, after } of playSaves(saves)) {
          let state = before;
          for (const event of events) {
            const next = folded({ ...state, version: after.version - 1 }, [event]);
            const changed = changedCells(state, event, next);
            const set = cellsSetBy(event, after.budgetId);
            if (/(Withdrawn|Restored)$/.test(event.type)) {
              expect(set).toEqual([{ rowId: changed[0]?.entityId, path: null }]);
            } else {
              const isNew = event.type.endsWith('Added');
              const shownChanged = changed.filter((cell) => !isNew || cell.after !== '');
              const cells = set.filter(({ path }) => path !== null).map(({ rowId, path }) => `${rowId} ${path}`);
              expect(cells.sort()).toEqual(shownChanged.map(({ entityId, path }) => `${entityId} ${path}`).sort());
              expect(set.some(({ path }) => path === null)).toBe(isNew);
            }
            state = next;
          }
        }
      }),
    );
  });
});
