import { expect, it } from '@jest/globals';
import type { Feed, Feeds, FeedStart, Told } from '../../../services/services.js';
import { createFeeds } from '../../../src/app/feeds/feeds.js';
import { openLedger } from '../../../src/compose.js';
import { goingOn, take } from '../../support/ledgers/feeding.js';
import { request } from '../../support/ledgers/ledger.js';
import { configOf } from '../../support/ledgers/pair.js';
import { reader } from '../../support/ledgers/reader.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { accepted } from '../../support/random/drafting.js';

const edits = 9;

const nodes = (told: readonly { node: unknown }[]) => told.map(({ node }) => node);

type AnyFeed = (feeds: Feeds, start: FeedStart) => Promise<Feed<Told<unknown>>>;

it('two processes beside each other tell the same of what happens, and each goes on behind the cursors of the other', () =>
  inFolder(async (folder) => {
    const config = configOf(folder.directory());
    const ledger = folder.closing(await openLedger(config, { write: true, projector: 'here' }));
    const { commands, feeds: one } = ledger.services;
    const about = { unitKey: '甲单位', name: '甲单位', fiscalYear: 2024, taxonomy: 'cn-2020' };
    const { budgetId } = accepted(await commands.openBudget({ ...request(), ...about }));
    const opened = await commands.openDraft({ ...request(), budgetId, name: '一稿', version: null });
    const draftId = accepted(opened).draftId ?? '';
    // With connections of its own to both stores, as another process has.
    const { events, readModel } = folder.closing(await openLedger(config, { write: false }));
    const other = createFeeds({ readModel, events, now: Date.now });
    const kinds: Record<string, { open: AnyFeed; count: number }> = {
      changes: { open: (feeds, start) => feeds.changes({ includeDrafts: true }, start, reader), count: 2 * edits },
      budgetChanged: { open: (feeds, start) => feeds.budgetChanged(budgetId, start, reader), count: edits },
      draftChanged: {
        open: (feeds, start) => feeds.draftChanged({ budgetId, draftId: null }, start, reader),
        count: edits,
      },
    };
    const behind = (await ledger.services.queries.head(null)).position;
    const telling = Object.values(kinds).flatMap(({ open, count }) =>
      [one, other].map(async (feeds) => {
        const feed = await open(feeds, { after: null, behind });
        const told = await take(feed, count);
        await feed.return?.();
        return told.map(({ cursor, node }) => ({ cursor, node }));
      }),
    );
    for (let turn = 0; turn < edits; turn += 1) {
      for (const into of [null, draftId]) {
        const rename = [{ type: 'RenameBudget' as const, name: `第${turn}次${into === null ? '' : '草案'}` }];
        const of = { of: { budgetId }, draftId: into, expectedVersion: null };
        accepted(await commands.edit({ ...request(), ...of, edits: rename }));
      }
    }
    const told = await Promise.all(telling);
    for (const [index, { open, count }] of Object.values(kinds).entries()) {
      const ofOne = told[2 * index] ?? [];
      const ofOther = told[2 * index + 1] ?? [];
      expect(ofOne).toHaveLength(count);
      expect(nodes(ofOther)).toEqual(nodes(ofOne));
      const cut = count >> 1;
      const feed = await open(other, goingOn(ofOne[cut]?.cursor ?? ''));
      const rest = await take(feed, count - cut - 1);
      await feed.return?.();
      expect(nodes(rest)).toEqual(nodes(ofOne.slice(cut + 1)));
    }
  }));
