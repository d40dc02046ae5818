import type { SaveRow } from '../../../../projections/rows.js';
import type { Basis } from '../../../../services/services.js';

/** A table (a budget's or a draft's) at a point: the save that left it as it is, and the basis of whoever reads it. */
export interface TablePoint {
  save: SaveRow;
  basis: Basis & { version: number };
}

/** @param seenFrom a point at or after the save; default: the save's own end */
export function tablePoint(save: SaveRow, seenFrom?: Pick<Basis, 'position' | 'recordedAt' | 'live'>): TablePoint {
  const { draftId, version } = save;
  const position = seenFrom?.position ?? save.lastPosition;
  const recordedAt = seenFrom?.recordedAt ?? save.clock;
  const basis: TablePoint['basis'] = { position, recordedAt, version };
  if (draftId !== null) basis.draftId = draftId;
  if (seenFrom?.live === true) basis.live = true;
  return { save, basis };
}
