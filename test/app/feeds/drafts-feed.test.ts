import { describe, expect, it } from '@jest/globals';
import { makesVersion } from '../../../events/draft/draft.hold.js';
import { draftOfStream } from '../../../events/identity.js';
import { ledgerStart } from '../../../events/position.js';
import type { PositionedEvent } from '../../../projections/positioned-event.js';
import { goingOn, take } from '../../support/ledgers/feeding.js';
import { request } from '../../support/ledgers/ledger.js';
import { reader } from '../../support/ledgers/reader.js';
import { cases } from '../../support/random/cases.js';
import { accepted } from '../../support/random/drafting.js';
import { whateverWasDrafted } from '../../support/random/whatever-was-drafted.js';

/** Of the events of a budget and its drafts, what a feed of all its drafts tells. */
function savesOfDrafts(events: readonly PositionedEvent[]): { draftId: string; version: number; position: string }[] {
  const saves = new Map<string, { draftId: string; version: number; position: string }>();
  for (const event of events) {
    const { stream, version, position } = event;
    const draftId = draftOfStream(stream);
    // That a draft is held while a promotion takes it in is no save of it.
    if (draftId !== null && makesVersion([event])) saves.set(`${stream} ${version}`, { draftId, version, position });
  }
  for (const event of events) {
    if (event.type !== 'DraftPromoted') continue;
    const { draftId, version } = event.data;
    const last = events.findLast(({ stream, version: saved }) => stream === event.stream && saved === event.version);
    saves.set(`${event.stream} ${event.version}`, { draftId, version, position: last?.position ?? '' });
  }
  return [...saves.values()].sort((one, other) => (one.position < other.position ? -1 : 1));
}

describe('a feed of drafts', () => {
  it('tells each of their saves and each that takes one in, once, in order, wherever its reader goes on', () =>
    whateverWasDrafted(
      async ({ ledger, budgetId, events, number }) => {
        const { feeds } = ledger.services;
        const expected = savesOfDrafts(events);
        const behind = String(events[0]?.position);
        const told = async (
          of: { budgetId: string | null; draftId: string | null },
          count: number,
          after: string | null,
        ) => {
          const feed = await feeds.draftChanged(of, { after, behind }, reader);
          const given = await take(feed, count);
          await feed.return?.();
          return given;
        };
        const shown = (given: Awaited<ReturnType<typeof told>>) =>
          given.map(({ node: { draftId, version, save } }) => ({ draftId, version, position: save.lastPosition }));
        const draftIds = [...new Set(expected.map(({ draftId }) => draftId))];
        const asked = [
          { budgetId, draftId: null },
          { budgetId: null, draftId: null },
          ...draftIds.map((draftId) => ({ budgetId: null, draftId })),
          { budgetId, draftId: draftIds[0] ?? '' },
        ];
        for (const of of asked) {
          const own = expected.filter(({ draftId }) => (of.draftId ?? draftId) === draftId);
          const all = await told(of, own.length, null);
          expect(shown(all)).toEqual(own);
          const cut = number % own.length;
          expect(shown(await told(of, own.length - cut - 1, all[cut]?.cursor ?? ''))).toEqual(own.slice(cut + 1));
        }
      },
      cases(40, 8),
    ));

  it('of what there is not, or of another budget, is refused', () =>
    whateverWasDrafted(async ({ ledger, drafting, budgetId }) => {
      const { feeds, commands } = ledger.services;
      const draftId = await drafting.open();
      const about = { unitKey: '另一单位', name: '另一单位', fiscalYear: 2024, taxonomy: 'cn-2020' };
      const other = accepted(await commands.openBudget({ ...request(), ...about })).budgetId;
      const refused = (of: { budgetId: string | null; draftId: string | null }, after: string | null = null) =>
        expect(feeds.draftChanged(of, goingOn(after), reader)).rejects;
      const unknown = { code: 'NOT_FOUND', argument: ['draftId'] };
      await refused({ budgetId: null, draftId: budgetId }).toMatchObject(unknown);
      await refused({ budgetId: other, draftId }).toMatchObject(unknown);
      await refused({ budgetId: draftId, draftId: null }).toMatchObject({ code: 'NOT_FOUND' });
      const behind = String(ledgerStart);
      const feed = await feeds.draftChanged({ budgetId: null, draftId }, { after: null, behind }, reader);
      const [{ cursor = '' } = {}] = await take(feed, 1);
      await feed.return?.();
      await refused({ budgetId, draftId: null }, cursor).toMatchObject({ code: 'INVALID_CURSOR' });
    }, 1));
});
