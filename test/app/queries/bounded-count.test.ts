import { describe, expect, it } from '@jest/globals';
import { budgetIdOf } from '../../../events/identity.js';
import { addProject, newIndicator } from '../../support/given-when-then/budget-builders.js';
import { ledgerIn, record } from '../../support/ledgers/ledger.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { reader } from '../../support/ledgers/reader.js';

const bound = 10_000;
const unit = { unitKey: '卫生局', name: '卫生局', fiscalYear: 2024 };
const budgetId = budgetIdOf(unit.unitKey, unit.fiscalYear);

/** Each with so many changed cells that one save of them comes close to the bound. */
const projects = Array.from({ length: 185 }, (_, number) =>
  addProject(`project-${number}`, {
    indicators: Array.from({ length: 10 }, (__, at) => newIndicator(`indicator-${number}-${at}`)),
  }),
);

describe('the count of a list', () => {
  it('is exact up to 10,000 changed cells, and stops there, saying so', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      const { queries } = ledger.services;
      const count = async () => {
        const list = await queries.changes(
          { budgetIds: [budgetId] },
          { first: 1, after: null },
          { caller: reader, at: null, head: await queries.head(null) },
        );
        return list.count();
      };
      const save = (edits: Parameters<typeof record>[1][number]['edits']) =>
        record(ledger, [{ budgetId, opens: null, edits, events: [] }]);
      const renamed = (times: number) =>
        save(Array.from({ length: times }, (_, turn) => ({ type: 'RenameBudget', name: `${times} ${turn}` })));

      const opens = { ...unit, taxonomy: 'cn-2020' };
      const fundUser = { type: 'AddFundUser', fundUserId: 'hospital', name: '医院', declared: {} } as const;
      await record(ledger, [{ budgetId, opens, edits: [], events: [] }]);
      await save([fundUser, ...projects]);
      const { value, exact } = await count();
      expect(exact).toBe(true);
      expect(value).toBeGreaterThan(bound - 200);
      expect(value).toBeLessThan(bound);

      await renamed(bound - value);
      expect(await count()).toEqual({ value: bound, exact: true });
      await renamed(1);
      expect(await count()).toEqual({ value: bound, exact: false });
    }));
});
