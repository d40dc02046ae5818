import type { Position } from '../../../events/position.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { DraftSave, Feeds, FeedStart, Told } from '../../../services/services.js';
import type { ReadModel, SavesOf } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import type { ListIdentity } from '../queries/cursor.js';
import { writeCursor } from '../queries/cursor.js';
import type { QueryPoints } from '../queries/points/points.js';
import { draftOfAnotherBudget, unknownBudgetNow, unknownDraft } from '../queries/unknown.js';
import type { Leaving } from './feed.js';
import { feedOf } from './feed.js';
import { beginningOf, rowsHeld } from './feed-start.js';
import { recentOf } from './recent.js';
import { promotedIn, topicsOfSave, wantedSaves } from './save-matching.js';
import type { Wanted } from './waiting.js';

export interface SavesFeedTools {
  readModel: ReadModel;
  points: QueryPoints;
}

/** Saves of which a feed tells. */
interface Followed {
  /** Behind one position, up to and with another, in ledger order. */
  between(behind: Position, upTo: Position, leaving: Leaving): AsyncGenerator<SaveRow, void, undefined>;
  /** The same among what is recorded from now on. */
  wanted: Wanted<SaveRow>;
}

/** Saves as they are recorded, of a budget or about drafts. */
export function savesFeeds(tools: SavesFeedTools): Pick<Feeds, 'budgetChanged' | 'draftChanged'> {
  const { readModel } = tools;
  const recent = recentOf<SaveRow>({
    progress: readModel,
    read: (behind, upTo, first) => readModel.savesBehind('LEDGER', behind, upTo, first),
    positionOf: ({ lastPosition }) => lastPosition,
    topicsOf: topicsOfSave,
  });

  const savesOf = (of: SavesOf): Followed => ({
    wanted: wantedSaves(of),
    async *between(behind, upTo, leaving) {
      for (let last = behind; !leaving.isLeft;) {
        const page = await readModel.savesBehind(of, last, upTo, rowsHeld);
        yield* page;
        if (page.length < rowsHeld) return;
        last = page.at(-1)?.lastPosition ?? upTo;
      }
    },
  });

  /** The draft's own saves, and the one of its budget that took it in. */
  const savesOfDraft = (draftId: string): Followed => ({
    wanted: wantedSaves({ draftId }),
    async *between(behind, upTo, leaving) {
      let taken = await takenInBy(draftId, behind, upTo);
      for await (const save of savesOf({ tableId: draftId }).between(behind, upTo, leaving)) {
        if (taken !== null && taken.lastPosition < save.lastPosition) {
          yield taken;
          taken = null;
        }
        yield save;
      }
      if (taken !== null) yield taken;
    },
  });

  async function takenInBy(draftId: string, behind: Position, upTo: Position): Promise<SaveRow | null> {
    const promoted = (await readModel.draft(draftId, upTo))?.promoted ?? null;
    const save = promoted && (await readModel.saveAt(promoted.budgetId, { version: promoted.savedAs }));
    return save !== null && save.lastPosition > behind ? save : null;
  }

  async function* toldFrom<Item>(
    list: ListIdentity,
    start: { given: Position; head: Position },
    { between, wanted }: Followed,
    view: (save: SaveRow) => Promise<Item | null>,
    leaving: Leaving,
  ): AsyncGenerator<Told<Item>, undefined, undefined> {
    async function* tell(save: SaveRow) {
      const node = await view(save);
      if (node === null) return;
      yield {
        node,
        get cursor() {
          return writeCursor(list, { position: save.lastPosition, key: '' });
        },
      };
    }

    const follower = recent.follow(start.head, wanted, leaving);
    let { given } = start;
    let missedUpTo: Position | null = given === start.head ? null : start.head;
    for (;;) {
      if (missedUpTo !== null) {
        for await (const save of between(given, missedUpTo, leaving)) yield* tell(save);
        given = missedUpTo;
      }
      const next = await follower.next();
      if (next === null) return undefined;
      missedUpTo = next.item === null ? next.end : null;
      if (next.item === null) continue;
      given = next.item.lastPosition;
      yield* tell(next.item);
    }
  }

  async function begin<Item>(
    list: ListIdentity,
    asked: FeedStart,
    followed: Followed,
    view: (save: SaveRow) => Promise<Item | null>,
  ) {
    const { cursor, behind, head } = await beginningOf(list, asked, tools);
    const told = cursor?.position ?? null;
    const given = told === null || (behind !== null && behind > told) ? (behind ?? head) : told;
    return feedOf((leaving) => toldFrom(list, { given, head }, followed, view, leaving));
  }

  async function checkBudget(budgetId: string): Promise<void> {
    if ((await readModel.budget(budgetId)) === null) throw unknownBudgetNow(budgetId);
  }

  /** null: the save is none of a draft's. */
  async function draftSave(save: SaveRow): Promise<DraftSave | null> {
    if (save.draftId !== null) return { draftId: save.draftId, version: save.version, save };
    const draftId = promotedIn(save);
    if (draftId === null) return null;
    const { promoted } = checkNotLost(await readModel.draft(draftId, save.lastPosition), `the draft ${draftId}`);
    const { version } = checkNotLost(promoted, `the promotion of ${draftId}`);
    return { draftId, version, save };
  }

  return {
    async budgetChanged(budgetId, start) {
      await checkBudget(budgetId);
      return begin(['budgetChanged', budgetId], start, savesOf({ tableId: budgetId }), async (save) => save);
    },

    async draftChanged({ budgetId, draftId }, start) {
      const list: ListIdentity = ['draftChanged', budgetId, draftId];
      if (budgetId !== null) await checkBudget(budgetId);
      if (draftId === null) return begin(list, start, savesOf(budgetId === null ? 'LEDGER' : { budgetId }), draftSave);
      const found = await readModel.draft(draftId, (await readModel.status()).position);
      if (found === null) throw unknownDraft(draftId, ['draftId']);
      if (budgetId !== null && found.draft.budgetId !== budgetId) {
        throw await draftOfAnotherBudget(found.draft, readModel, ['draftId']);
      }
      return begin(list, start, savesOfDraft(draftId), draftSave);
    },
  };
}
