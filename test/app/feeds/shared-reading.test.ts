import { describe, expect, it } from '@jest/globals';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { ChangeFilter, Feed, Told } from '../../../services/services.js';
import { createFeeds } from '../../../src/app/feeds/feeds.js';
import type { ReadModel } from '../../../src/ports/read-model.js';
import { fromNow, renaming, take } from '../../support/ledgers/feeding.js';
import { ledgerIn, record } from '../../support/ledgers/ledger.js';
import { reader } from '../../support/ledgers/reader.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../../support/random/history.js';

const history = sampleHistory({ budgets: 2, saves: 8 }, 4);
const { budgetId } = history[0] ?? { budgetId: '' };
const all = { first: 100_000, after: null };

/** What was asked of the read model, by the names of the questions. */
function counting(readModel: ReadModel): { readModel: ReadModel; asked: Map<string, number> } {
  const asked = new Map<string, number>();
  const counted = new Proxy(readModel, {
    get(target, name: keyof ReadModel) {
      asked.set(name, (asked.get(name) ?? 0) + 1);
      return target[name].bind(target);
    },
  });
  return { readModel: counted, asked };
}

/** Filters that the rename of a budget is found by, each another one. */
function filterOf(number: number): ChangeFilter {
  const other = `0199f000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  const filters: ChangeFilter[] = [
    { budgetIds: [budgetId, other] },
    { entityIds: [budgetId, other], paths: ['name'] },
    { paths: ['name'], actorIds: ['finance', `finance-${number}`] },
    { text: '改名', reason: '调整', includeDrafts: number % 2 === 0, budgetIds: [budgetId, other] },
  ];
  return filters[number % filters.length] ?? {};
}

/** Until each of them waits: it has been asked for its next, and there is none. */
async function waiting<Item>(feeds: readonly Feed<Item>[], asked: Map<string, number>) {
  const next = feeds.map((feed) => feed.next());
  for (let before = -1; before !== (asked.get('changes') ?? 0);) {
    before = asked.get('changes') ?? 0;
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  }
  return next;
}

describe('feeds that have told everything', () => {
  it('are told what a save changed by one read for all of them, whatever each asks for', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      await record(ledger, history);
      const { readModel, asked } = counting(ledger.readModel);
      const feeds = createFeeds({ readModel, events: ledger.store, now: Date.now });
      const opened = await Promise.all(
        Array.from({ length: 100 }, (_, n) => feeds.changes(filterOf(n), fromNow, reader)),
      );
      let told = await waiting(opened, asked);
      for (const name of ['第一次改名', '第二次改名']) {
        asked.clear();
        await record(ledger, [renaming(budgetId, name)]);
        const nodes = (await Promise.all(told)).map(({ value }) => value?.node.after);
        expect(new Set(nodes)).toEqual(new Set([name]));
        told = opened.map((feed) => feed.next());
        expect(asked.get('changes')).toBe(1);
      }
      for (const feed of opened) await feed.return?.();
      await Promise.all(told);
    }));

  it('read what they want by themselves where a save changed more than is kept for all', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      await record(ledger, history);
      const { position: start } = await ledger.readModel.status();
      const { feeds } = ledger.services;
      const opened = await Promise.all([
        feeds.changes({}, fromNow, reader),
        feeds.changes({ text: '第599个' }, fromNow, reader),
        feeds.changes({ entityIds: [budgetId] }, fromNow, reader),
      ]);
      const [every, one, none] = opened.map((feed) => feed.next());
      const edits = Array.from({ length: 600 }, (_, n): BudgetEdit => {
        const fundUserId = `0199f000-0001-7000-8000-${String(n).padStart(12, '0')}`;
        return { type: 'AddFundUser', fundUserId, name: `第${n}个`, declared: {} };
      });
      await record(ledger, [{ budgetId, opens: null, edits, events: [] }]);
      expect((await one)?.value?.node.entityName).toBe('第599个');
      const { position } = await ledger.readModel.status();
      const { rows } = await ledger.readModel.changes({ behind: start }, 'OLDEST_FIRST', position, all);
      const [whole] = opened;
      const seen = [(await every)?.value, ...(await take(whole, rows.length - 1))];
      expect(seen.map((told) => told?.node)).toEqual(rows.map(({ row }) => row));
      await record(ledger, [renaming(budgetId, '改名')]);
      expect((await none)?.value?.node.after).toBe('改名');
      for (const feed of opened) await feed.return?.();
    }));

  it('tell all of it, each once, in order, however far behind the others each of them is', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      await record(ledger, history);
      const { position: start } = await ledger.readModel.status();
      const { feeds } = ledger.services;
      const opened = await Promise.all(Array.from({ length: 12 }, () => feeds.changes({}, fromNow, reader)));
      const seen = opened.map((): ChangedCell[] => []);
      const takeFrom = async (turn: number, count: number) => {
        const taken = await take(opened[turn] as Feed<Told<ChangedCell>>, count);
        seen[turn]?.push(...taken.map(({ node }) => node));
      };
      const times = 1_200;
      for (let at = 0; at < times; at += 100) {
        const renamings = Array.from({ length: 100 }, (_, n) => renaming(budgetId, `第${at + n}次改名`));
        await record(ledger, renamings);
        // One keeps up, others take less and less, until what they have not taken is kept no more.
        await Promise.all(opened.map((_, turn) => takeFrom(turn, Math.floor(100 / (turn + 1)))));
      }
      const { position } = await ledger.readModel.status();
      const { rows } = await ledger.readModel.changes({ behind: start }, 'OLDEST_FIRST', position, all);
      expect(rows).toHaveLength(times);
      for (const [turn, feed] of opened.entries()) {
        await takeFrom(turn, times - (seen[turn]?.length ?? 0));
        expect(seen[turn]).toEqual(rows.map(({ row }) => row));
        await feed.return?.();
      }
    }));
});
