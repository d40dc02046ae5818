import type { Map, OrderedMap } from 'immutable';
import type { Amount } from '../money.js';
import type { ActorRef } from '../envelope.js';
import type { DeclaredTotals, Funding, OpenedFrom } from './budget.events.js';
import type { DraftState } from '../draft/draft.state.js';
import type { ControlNumberIssued, Issuer, VersionSealed } from '../sealing/sealing.events.js';

/**
 * A budget as its events have made it so far, or a draft of it; what `decide` decides on. Persistent maps: evolving
 * shares, never copies, so that a draft holds what its base holds.
 */
export type BudgetState = AbsentBudget | OpenBudgetState;

export interface AbsentBudget {
  readonly status: 'absent';
  readonly version: 0;
}

export interface OpenBudgetState {
  readonly status: 'open';
  readonly budgetId: string;
  readonly unitKey: string;
  readonly name: string;
  readonly fiscalYear: number;
  readonly taxonomy: string;
  readonly openedFrom?: OpenedFrom;
  /** Of the last save; the table's version. */
  readonly version: number;
  readonly stamp: RowStamp;
  /** By id, withdrawn ones too. */
  readonly fundUsers: Map<string, FundUserState>;
  readonly projects: Map<string, ProjectState>;
  /** Indicators never change project, so this only grows. */
  readonly projectOfIndicator: Map<string, string>;
  /**
   * `nameKey(fundUserId, name)` → ids of the projects that have this name now, without withdrawn ones. It is one id, but
   * for moments within a save whose rows swap their names.
   */
  readonly projectNames: Map<string, readonly string[]>;
  /** The greatest place that a project was ever given: the end of the table. */
  readonly lastProjectPlace: string | null;
  /** By id, withdrawn ones too, in the order of sealing. */
  readonly seals: OrderedMap<string, SealState>;
  /** The one in force; null: none was ever issued, or it was withdrawn. */
  readonly controlNumber: (ControlNumberIssued & { readonly stamp: RowStamp }) | null;
  /** Who withdrew the control number; null: one is in force, or none was ever issued. */
  readonly controlNumberWithdrawn: RowStamp | null;
  /** Why there is no control number, as a seal said; null: none has said so since one was issued or withdrawn. */
  readonly withoutControlNumber: string | null;
  /** Drafts whose changes were taken in → the version that did so. */
  readonly promoted: Map<string, number>;
  /** null: this is the budget itself. Else this is a draft, and versions are the draft's own, where 0 is its base. */
  readonly draft: DraftState | null;
}

/** Who last changed the row's own cells, in which save. */
export interface RowStamp {
  readonly version: number;
  readonly actorId: string;
  readonly recordedAt: string;
  readonly onBehalfOf?: string;
  /** Where it was changed, if that was in a draft. */
  readonly draftId?: string;
}

/** What the rows that a save changed remember of it. */
export function stampOf(save: { version: number; recordedAt: string; actor: ActorRef }): RowStamp {
  const { version, recordedAt, actor } = save;
  const stamp = { version, actorId: actor.id, recordedAt };
  return actor.onBehalfOf === null ? stamp : { ...stamp, onBehalfOf: actor.onBehalfOf };
}

/** The version of this table that last changed a row. In a draft, what it has from its base counts as version 0. */
export function versionIn({ draft }: OpenBudgetState, stamp: RowStamp): number {
  return draft === null || stamp.draftId === draft.id ? stamp.version : 0;
}

export interface FundUserState {
  readonly id: string;
  readonly name: string;
  readonly declared: DeclaredTotals;
  readonly place: string;
  /** Id of the earlier table's row that it was taken over from. */
  readonly lineage?: string;
  readonly withdrawn: boolean;
  readonly stamp: RowStamp;
}

export interface ProjectState {
  readonly id: string;
  readonly fundUserId: string;
  readonly name: string;
  readonly funding: Funding;
  readonly declaredTotal: Amount | null;
  readonly goal: string;
  readonly place: string;
  readonly lineage?: string;
  readonly withdrawn: boolean;
  readonly stamp: RowStamp;
  readonly indicators: Map<string, IndicatorState>;
}

export interface IndicatorState {
  readonly id: string;
  readonly level2: string;
  readonly name: string;
  readonly cycleTarget: string;
  readonly annualTarget: string;
  readonly place: string;
  readonly lineage?: string;
  readonly withdrawn: boolean;
  readonly stamp: RowStamp;
}

export type SealState = Readonly<Pick<VersionSealed, 'stage' | 'name' | 'version' | 'contentHash'>> & {
  readonly id: string;
  /** Who alone withdraws it; null: whoever may seal. */
  readonly issuer: Issuer | null;
  /** Of 一下 and 二下: the day on which it came down, YYYY-MM-DD; null: of another one, or of one from before it was asked. */
  readonly issuedOn: string | null;
  readonly withdrawn: boolean;
  /** Of the save that sealed or withdrew it. */
  readonly stamp: RowStamp;
};

export const absentBudget: AbsentBudget = { status: 'absent', version: 0 };

/** Absent where there is none: such a row is stored, and hashed, as it was before there was lineage. */
export function lineageOf({ lineage }: { readonly lineage?: string }): { lineage?: string } {
  return lineage === undefined ? {} : { lineage };
}

export function nameKey(fundUserId: string, name: string): string {
  return `${fundUserId} ${name}`;
}

/** Printed order: by place, then by id where a merge gave two rows one place. */
export function byPlace(left: { place: string; id: string }, right: { place: string; id: string }): number {
  if (left.place !== right.place) return left.place < right.place ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}
