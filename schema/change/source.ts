import type { EventSource, Origin, Origins, Reverted } from '../../events/envelope.js';
import type { SourceType } from './source.type.js';

/** Who set something is told as a person. */
type Told = Record<keyof Origin, unknown>;

/** How an event came in, as it is told. A kind that nobody knows here is recorded all the same, and so it is told. */
export function sourceView(source: EventSource): SourceType {
  const told = { kind: 'other', file: null, reverted: null, merged: null, recorded: source };
  switch (source.kind) {
    case 'api':
    case 'cli':
      return { ...told, kind: source.kind };
    case 'import': {
      const { fileName, sha256, line = null } = source;
      return { ...told, kind: source.kind, file: { fileName, sha256, line } };
    }
    case 'revert':
      return { ...told, kind: source.kind, reverted: revertedView(source) };
    case 'promote':
      return { ...told, kind: source.kind, merged: mergedView(source, source.draft) };
    case 'refresh':
      return { ...told, kind: source.kind, merged: mergedView(source, null) };
    default:
      return told;
  }
}

interface Given extends Partial<Record<'change' | 'event' | 'row' | 'table', string>> {
  save?: number;
  toVersion?: number;
  ofBudget?: true;
}

function revertedView(reverted: Reverted): NonNullable<SourceType['reverted']> {
  const given: Given = reverted;
  const { change = null, event = null, save = null, row = null, table = null, toVersion = null, ofBudget } = given;
  return { change, event, save, row, table, toVersion, ofBudget: ofBudget === true };
}

function mergedView(origins: Origins, draftId: string | null): NonNullable<SourceType['merged']> {
  const others = (origins.others ?? []).map(({ row, path, ...origin }) => {
    return { entityId: row, path, ...originView(origin) };
  });
  return { draftId, origin: originView(origins), others } as unknown as NonNullable<SourceType['merged']>;
}

/** Somebody is told by their id alone. */
function originView({ event, version, editor }: Origin): Told {
  return { event, version, editor: editor === null ? null : { id: editor } };
}
