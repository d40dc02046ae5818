import type { Position } from '../events/position.js';
import type { RecordedEvent } from '../events/upcast.js';
import type { ChangedCell } from '../projections/rows.js';
import type { DraftView } from './draft-views.js';
import type { SealView, VersionView } from './sealing-views.js';
import type { BudgetView, FundUserView, IndicatorView, ProjectView } from './views.js';

/** What an id names. */
export type NodeView =
  | { kind: 'BUDGET'; budget: BudgetView }
  | { kind: 'FUND_USER'; fundUser: FundUserView }
  | { kind: 'PROJECT'; project: ProjectView }
  | { kind: 'INDICATOR'; indicator: IndicatorView }
  | { kind: 'EVENT'; event: LedgerEventView }
  | { kind: 'CHANGE'; change: ChangedCell }
  | { kind: 'DRAFT'; draft: DraftView }
  | { kind: 'SEAL'; seal: SealView }
  | { kind: 'VERSION'; version: VersionView };

export type LedgerEventView = RecordedEvent & { position: Position };
