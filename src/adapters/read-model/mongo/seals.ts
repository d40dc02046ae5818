import type { Position } from '../../../../events/position.js';
import type {
  AnnotationRow,
  ControlNumberRow,
  SealRow,
  WithdrawnControlNumber,
  WithdrawnSeal,
} from '../../../../projections/sealing-rows.js';
import type { ControlNumberAsOf, SaveSpan, SealAsOf, Seals } from '../../../ports/read-model.js';
import { said, saidAsked } from './change-terms.js';
import type { Copy, Kind, Reading, Stored, Topic } from './documents.js';
import { insert } from './documents.js';
import type { Version } from './keys.js';
import { versionOf, versionsOf } from './keys.js';
import { all } from './lists.js';
import { saveAt } from './saves.js';
import { holdsText } from './text.js';

/** Of a seal; the `_id` is the seal's in both kinds, so that a seal and its withdrawal are found by the same. */
interface SealDocument extends Stored {
  budgetId: string;
  position: Position;
  row: SealRow;
}

interface WithdrawalDocument extends Stored {
  position: Position;
  row: WithdrawnSeal;
}

/** What was issued, or withdrawn, is a version of the budget's control number. */
interface ControlNumberDocument extends Version {
  issued: ControlNumberRow | null;
  withdrawn: WithdrawnControlNumber | null;
}

/** Of a budget's saves. */
interface AnnotationDocument extends Version {
  version: number;
  position: Position;
  terms: string[];
  row: AnnotationRow;
}

const seals: Kind<SealDocument> = {
  name: 'seals',
  indexes: [{ name: 'by_budget', key: { budgetId: 1, position: 1 } }],
};
const withdrawals: Kind<WithdrawalDocument> = { name: 'seal-withdrawals', indexes: [] };
const controlNumbers: Kind<ControlNumberDocument> = { name: 'control-numbers', indexes: [] };
const annotations: Kind<AnnotationDocument> = {
  name: 'annotations',
  indexes: [
    { name: 'by_version', key: { of: 1, version: 1, position: 1 } },
    { name: 'by_term', key: { terms: 1, position: 1 } },
  ],
};

export const sealTopic: Topic = {
  kinds: [seals, withdrawals, controlNumbers, annotations],
  writes: async (saves) =>
    saves.flatMap(({ save, sealing }) => {
      // Rows of seals are those of a budget's own saves.
      if (save.draftId !== null) return [];
      return [
        ...sealing.seals.map((row) => {
          const { sealId: _id, budgetId, position } = row;
          return insert(seals, { _id, budgetId, position, row });
        }),
        ...sealing.withdrawnSeals.map((row) => {
          return insert(withdrawals, { _id: row.sealId, position: row.position, row });
        }),
        ...sealing.controlNumbers.map((row) => {
          return insert(controlNumbers, { ...versionOf(row.budgetId, row.position), issued: row, withdrawn: null });
        }),
        ...sealing.withdrawnControlNumbers.map((row) => {
          return insert(controlNumbers, { ...versionOf(row.budgetId, row.position), issued: null, withdrawn: row });
        }),
        ...sealing.annotations.map((row) => {
          const { budgetId, version, position } = row;
          return insert(annotations, { ...versionOf(budgetId, position), version, position, terms: termsOf(row), row });
        }),
      ];
    }),
};

/** Of what should have been said, the terms that the changed cells of the save would have had. */
function termsOf({ correctedReason, correctedBasisDocument }: AnnotationRow): string[] {
  return [
    ...(correctedReason === null ? [] : said('reason', correctedReason)),
    ...(correctedBasisDocument === null ? [] : said('basisDocument', correctedBasisDocument)),
  ];
}

export function sealsOf({ ask }: Reading): Seals {
  const sealsById: Seals['sealsById'] = (sealIds, position) =>
    ask(async (copy) => {
      const filter = { _id: { $in: [...new Set(sealIds)] }, position: { $lte: await copy.upTo(position) } };
      const found = await asOf(copy, await copy.in(seals).find(filter), position);
      const byId = new Map(found.map((each) => [each.seal.sealId, each]));
      return sealIds.map((id) => byId.get(id) ?? null);
    });

  return {
    seals: (budgetId, position) =>
      ask(async (copy) => {
        const filter = { budgetId, position: { $lte: await copy.upTo(position) } };
        const found = await copy.in(seals).find(filter, { sort: { position: 1, _id: 1 } });
        return asOf(copy, found, position);
      }),
    async seal(sealId, position) {
      const [seal = null] = await sealsById([sealId], position);
      return seal;
    },
    sealsById,
    controlNumber: (budgetId, position) =>
      ask(async (copy): Promise<ControlNumberAsOf> => {
        const filter = versionsOf(budgetId, await copy.upTo(position));
        const last = await copy.in(controlNumbers).first(filter, { sort: { _id: -1 } });
        return { inForce: last?.issued ?? null, withdrawn: last?.withdrawn ?? null };
      }),
    correctedSaves: (member, text, position, exact) =>
      ask(async (copy) => {
        const upTo = { $lte: await copy.upTo(position) };
        const field = member === 'reason' ? 'row.correctedReason' : 'row.correctedBasisDocument';
        const says = text === '' ? { [field]: '' } : holdsText([field], text, exact);
        const [[term = ''] = []] = saidAsked(member, text);
        const filter = all<AnnotationDocument>([{ terms: term }, { position: upTo }, says]);
        const saying = await copy.in(annotations).find(filter, { hint: 'by_term' });
        const about = saying.map(({ of, version }) => saveAt(copy, of, { version }));
        const spans = new Map<Position, SaveSpan>();
        for (const save of await Promise.all(about)) {
          const { firstPosition, lastPosition } = save ?? {};
          if (firstPosition && lastPosition) spans.set(lastPosition, { firstPosition, lastPosition });
        }
        return [...spans.values()].sort((one, other) => (one.lastPosition < other.lastPosition ? -1 : 1));
      }),
    annotations: (budgetId, versions, position) =>
      ask(async (copy) => {
        const upTo = { $lte: await copy.upTo(position) };
        const filter = { of: budgetId, version: { $in: [...new Set(versions)] }, position: upTo };
        const found = await copy.in(annotations).find(filter, { sort: { position: 1 } });
        return versions.map((version) => found.filter((each) => each.version === version).map(({ row }) => row));
      }),
  };
}

/** A seal that was withdrawn after the position is in force at it. */
async function asOf(copy: Copy, found: SealDocument[], position: Position): Promise<SealAsOf[]> {
  if (found.length === 0) return [];
  const filter = { _id: { $in: found.map(({ _id }) => _id) }, position: { $lte: await copy.upTo(position) } };
  const withdrawn = new Map((await copy.in(withdrawals).find(filter)).map(({ _id, row }) => [_id, row]));
  return found.map(({ _id, row }) => ({ seal: row, withdrawn: withdrawn.get(_id) ?? null }));
}
