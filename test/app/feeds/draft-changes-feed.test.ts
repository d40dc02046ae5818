import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChangeFilter } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted } from '../../support/random/drafting.js';
import { fromNow, goingOn, take } from '../../support/ledgers/feeding.js';
import { ledgerIn } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { twoProjects } from '../../support/stories/two-projects.js';
import { reader } from '../../support/ledgers/reader.js';

const folder = openFolder();
let ledger: Ledger;
let table: TwoProjects;
let draftId: string;
let amount = 1_000;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
  table = await twoProjects(ledger);
  draftId = await table.drafting.open();
});
afterAll(() => folder.leave());

/** Raises one project in the draft, in the budget and in the draft again; what a feed tells of that. */
async function told(filter: ChangeFilter, count: number) {
  const { raise, edit } = table;
  const feed = await ledger.services.feeds.changes(filter, fromNow, reader);
  for (const into of [draftId, null, draftId]) accepted(await edit(into, raise('甲', String((amount += 1)))));
  const items = await take(feed, count);
  await feed.return?.();
  return items;
}

describe('a feed of changes', () => {
  it('tells what drafts changed only when its filter asks for it', async () => {
    const of = (filter: ChangeFilter, count: number) =>
      told(filter, count).then((items) => items.map(({ node }) => node.draftId));
    expect(await of({}, 1)).toEqual([null]);
    expect(await of({ includeDrafts: true }, 3)).toEqual([draftId, null, draftId]);
    expect(await of({ draftId }, 2)).toEqual([draftId, draftId]);
  });

  it('goes on behind a cursor of the list with the same filter, and of no other', async () => {
    const { feeds, queries } = ledger.services;
    const [first, second] = await told({ draftId }, 2);
    const again = await feeds.changes({ draftId }, goingOn(first?.cursor ?? null), reader);
    expect((await take(again, 1))[0]?.node).toEqual(second?.node);
    await again.return?.();
    const reading = { caller: reader, at: null, head: await queries.head(null) };
    const list = await queries.changes({ draftId }, { first: 1, after: second?.cursor ?? null }, reading);
    expect(list.edges[0]?.node).toEqual(first?.node);
    await expect(feeds.changes({ includeDrafts: true }, goingOn(first?.cursor ?? null), reader)).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    });
  });
});
