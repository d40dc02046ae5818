import { describe, expect, it } from '@jest/globals';
import { ledgerStart } from '../../../events/position.js';
import { QueryError } from '../../../services/query-error.js';
import { fromNow, goingOn, renaming, take } from '../../support/ledgers/feeding.js';
import { ledgerIn, record } from '../../support/ledgers/ledger.js';
import { reader } from '../../support/ledgers/reader.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../../support/random/history.js';

const history = sampleHistory({ budgets: 2, saves: 8 }, 4);
const { budgetId } = history[0] ?? { budgetId: '' };
const otherId = history.map((save) => save.budgetId).find((id, _, [first]) => id !== first);

describe('a feed of a budget’s saves', () => {
  it('gives each from now on, in order, and nothing of another budget', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      const { feeds } = ledger.services;
      await record(ledger, history);
      const feed = await feeds.budgetChanged(budgetId, fromNow, reader);
      for (const name of ['甲', '乙', '丙']) {
        await record(ledger, [renaming(budgetId, name), renaming(otherId ?? '', `另${name}`)]);
      }
      const given = await take(feed, 3);
      await feed.return?.();
      const newest = (await ledger.readModel.saves(budgetId, 1_000, { first: 3, after: null })).rows;
      expect(given.map(({ node }) => node)).toEqual(newest.map(({ row }) => row).reverse());
    }));

  it('goes on behind any of its cursors or any position, however far its reader is behind', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      const { feeds } = ledger.services;
      await record(ledger, history);
      await record(
        ledger,
        Array.from({ length: 103 }, (_, turn) => renaming(budgetId, `第${turn}次`)),
      );
      const newest = (await ledger.readModel.saves(budgetId, 1_000, { first: 1_000, after: null })).rows;
      const saves = newest.map(({ row }) => row).reverse();
      const all = await feeds.budgetChanged(budgetId, { after: null, behind: ledgerStart }, reader);
      const told = await take(all, saves.length);
      expect(told.map(({ node }) => node)).toEqual(saves);
      for (const at of [0, 1, 50, saves.length - 2]) {
        const expected = saves.slice(at + 1);
        const { cursor = '', node } = told[at] ?? {};
        const behind = node?.lastPosition ?? '';
        const starts = [goingOn(cursor), { after: null, behind }, { after: told[0]?.cursor ?? '', behind }];
        for (const start of [...starts, { after: cursor, behind: saves[0]?.lastPosition ?? '' }]) {
          const feed = await feeds.budgetChanged(budgetId, start, reader);
          expect((await take(feed, expected.length)).map((each) => each.node)).toEqual(expected);
          await feed.return?.();
        }
      }
      await all.return?.();
    }));

  it('of a budget that there is not, or behind what is none of its cursors or positions, is refused', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      const { feeds } = ledger.services;
      await record(ledger, history);
      const refusal = async (id: string, start: { after: string | null; behind: string | null }) => {
        const error: unknown = await feeds.budgetChanged(id, start, reader).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(QueryError);
        const { code, argument } = error as QueryError;
        return [code, ...argument];
      };
      const feed = await feeds.budgetChanged(budgetId, { after: null, behind: ledgerStart }, reader);
      const [{ cursor = '' } = {}] = await take(feed, 1);
      await feed.return?.();
      expect(await refusal('no-such-budget', fromNow)).toEqual(['NOT_FOUND', 'budgetId']);
      expect(await refusal(otherId ?? '', goingOn(cursor))).toEqual(['INVALID_CURSOR', 'after']);
      expect(await refusal(budgetId, goingOn(cursor.slice(1)))).toEqual(['INVALID_CURSOR', 'after']);
      expect(await refusal(budgetId, { after: null, behind: 'zzzz' })).toEqual(['UNKNOWN_POSITION', 'behind']);
    }));
});
