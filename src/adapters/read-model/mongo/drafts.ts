import type { Position } from '../../../../events/position.js';
import type { DraftPromotion, DraftRow } from '../../../../projections/draft-rows.js';
import type { ProjectedSave } from '../../../../projections/rows.js';
import type { DraftAsOf, Drafts } from '../../../ports/read-model.js';
import type { Copy, Kind, Reading, Topic, Write } from './documents.js';
import { insert } from './documents.js';
import { countDraftIds, draftStates, pageOfDraftIds, statesIn } from './draft-list.js';
import type { Version } from './keys.js';
import { farthest, versionOf, versionsOf } from './keys.js';
import { versionsIn, versionWrites } from './row-writes.js';

interface OpeningDocument {
  /** The draft. */
  _id: string;
  budgetId: string;
  position: Position;
}

interface VersionDocument<Row> extends Version {
  row: Row;
}

const openings: Kind<OpeningDocument> = {
  name: 'draft-openings',
  indexes: [{ name: 'by_budget', key: { budgetId: 1, position: 1 } }],
};
const versions: Kind<VersionDocument<DraftRow>> = { name: 'draft-versions', indexes: [] };
const promotions: Kind<VersionDocument<DraftPromotion>> = { name: 'draft-promotions', indexes: [] };

export const draftTopic: Topic = {
  kinds: [openings, versions, promotions, draftStates],
  async writes(saves, copy) {
    const states = await versionWrites(copy, draftStates, versionsIn(saves, statesIn));
    return [...saves.flatMap((save) => [...draftWrites(save), ...promotionWrites(save)]), ...states];
  },
};

function draftWrites({ draft: row }: ProjectedSave): Write[] {
  if (row === null) return [];
  const { draftId, budgetId, version, position } = row;
  const written = insert(versions, { ...versionOf(draftId, position), row });
  return version === 0 ? [insert(openings, { _id: draftId, budgetId, position }), written] : [written];
}

function promotionWrites({ promotions: rows }: ProjectedSave): Write[] {
  return rows.map((row) => insert(promotions, { ...versionOf(row.draftId, row.position), row }));
}

export function draftsOf({ ask }: Reading): Drafts {
  return {
    draftList: (filter, order, position, page) =>
      ask(async (copy) => {
        const { rows, more } = await pageOfDraftIds(copy, filter, order, await copy.upTo(position), page);
        const found = rows.map(async ({ key, row: draftId }) => {
          const row = await draftAt(copy, draftId, position);
          if (row === null) throw new Error(`the views have lost the draft ${draftId}`);
          return { key, row };
        });
        return { rows: await Promise.all(found), more };
      }),
    countDrafts: (filter, position, bound) =>
      ask(async (copy) => countDraftIds(copy, filter, await copy.upTo(position), bound)),
    draft: (draftId, position) => ask((copy) => draftAt(copy, draftId, position)),
    draftsById: (draftIds, position) =>
      ask((copy) => Promise.all(draftIds.map((draftId) => draftAt(copy, draftId, position)))),
    drafts: (budgetId, position) =>
      ask(async (copy) => {
        const upTo = { $lte: await copy.upTo(position) };
        const opened = await copy.in(openings).find({ budgetId, position: upTo }, { sort: { position: 1 } });
        const drafts = await Promise.all(opened.map(({ _id }) => draftAt(copy, _id, position)));
        return drafts.flatMap((draft) => draft ?? []);
      }),
  };
}

async function draftAt(copy: Copy, draftId: string, position: Position): Promise<DraftAsOf | null> {
  const upTo = versionsOf(draftId, await copy.upTo(position));
  const [draft, promotion] = await Promise.all([
    copy.in(versions).first(upTo, { sort: { _id: -1 } }),
    copy.in(promotions).first(upTo, { sort: { _id: 1 } }),
  ]);
  return draft === null ? null : { draft: draft.row, promoted: promotion?.row ?? null };
}

/** A draft as its newest save left it. */
export async function newestDraft(copy: Copy, draftId: string): Promise<DraftRow | null> {
  const found = await copy.in(versions).first(versionsOf(draftId, await copy.upTo(farthest)), { sort: { _id: -1 } });
  return found?.row ?? null;
}
