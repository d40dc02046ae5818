import { describe, expect, it } from '@jest/globals';
import { QueryError } from '../../../services/query-error.js';
import { renaming, take } from '../../support/ledgers/feeding.js';
import { ledgerIn, record } from '../../support/ledgers/ledger.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../../support/random/history.js';
import { reader } from '../../support/ledgers/reader.js';

const history = sampleHistory({ budgets: 2, saves: 8 }, 4);
const { budgetId } = history[0] ?? { budgetId: '' };
const otherId = history.map((save) => save.budgetId).find((id, _, [first]) => id !== first);

describe('a feed of a budget’s versions', () => {
  it('gives the basis of each save from now on, in order, and nothing of another budget', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      const { feeds, queries } = ledger.services;
      await record(ledger, history);
      const feed = await feeds.budgetChanged(budgetId, reader);
      for (const name of ['甲', '乙', '丙']) {
        await record(ledger, [renaming(budgetId, name), renaming(otherId ?? '', `另${name}`)]);
      }
      const given = await take(feed, 3);
      await feed.return?.();
      const head = await queries.head(null);
      const budget = await queries.budget(budgetId, { caller: reader, at: null, head });
      const newest = budget?.basis.version ?? 0;
      expect(given.map(({ version }) => version)).toEqual([newest - 2, newest - 1, newest]);
      for (const { position, version, recordedAt } of given) {
        const then = await queries.budget(budgetId, { caller: reader, at: { position }, head });
        expect(then?.basis).toEqual({ position, version, recordedAt });
      }
    }));

  it('gives a reader who is more than a hundred saves behind the newest next', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      await record(ledger, history);
      const feed = await ledger.services.feeds.budgetChanged(budgetId, reader);
      await record(
        ledger,
        Array.from({ length: 103 }, (_, turn) => renaming(budgetId, `第${turn}次`)),
      );
      const [first] = await take(feed, 1);
      await record(ledger, [renaming(budgetId, '再次')]);
      const [second] = await take(feed, 1);
      await feed.return?.();
      expect((second?.version ?? 0) - (first?.version ?? 0)).toBe(1);
      const versions = await ledger.services.queries.budget(budgetId, {
        caller: reader,
        at: null,
        head: await ledger.services.queries.head(null),
      });
      expect(second?.version).toBe(versions?.basis.version);
    }));

  it('of a budget that there is not is refused', () =>
    inFolder(async (folder) => {
      const { feeds } = (await ledgerIn(folder)).services;
      const refusal = await feeds.budgetChanged('no-such-budget', reader).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(QueryError);
      expect(refusal).toMatchObject({ code: 'NOT_FOUND', argument: ['budgetId'] });
    }));
});
