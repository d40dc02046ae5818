import type { Fact } from '../envelope.js';

/**
 * Facts about versions of the table as a whole: none of them changes a cell. Names and fields are the storage format.
 */
export type SealingEvent =
  | Fact<'ControlNumberIssued', ControlNumberIssued>
  | Fact<'ControlNumberWithdrawn', Record<never, never>>
  | Fact<'VersionSealed', VersionSealed>
  | Fact<'SealWithdrawn', { sealId: string }>
  | Fact<'SaveAnnotated', SaveAnnotated>;

/** The rounds in which a table is made (两上两下), in their order; adjustments (调整) follow, as many as there are. */
export const stages = ['FIRST_UP', 'FIRST_DOWN', 'SECOND_UP', 'SECOND_DOWN', 'ADJUSTMENT'] as const;
export type Stage = (typeof stages)[number];

/** What a stage is called, and its seal where nothing else is said. */
export const stageNames: Record<Stage, string> = {
  FIRST_UP: '一上',
  FIRST_DOWN: '一下',
  SECOND_UP: '二上',
  SECOND_DOWN: '二下',
  ADJUSTMENT: '调整',
};

/** 下达方: the two sides from which a table comes down, finance to a department, a department to its units. */
export const issuers = ['FINANCE', 'SUPERIOR_DEPARTMENT'] as const;
export type Issuer = (typeof issuers)[number];

export const issuerNames: Record<Issuer, string> = { FINANCE: '财政部门', SUPERIOR_DEPARTMENT: '主管部门' };

/**
 * 控制数: what the table may come to at the most, in 万元, each a decimal as entered; `"0"`: no money from there at all;
 * null: not limited. The newest one is in force. Only old ones have no total.
 */
export interface ControlNumber {
  total: string | null;
  /** 财政拨款 */
  fiscalAppropriation: string | null;
  /** 财政专户拨款 */
  specialAccount: string | null;
  /** 其他资金 */
  other: string | null;
}

export interface ControlNumberIssued extends ControlNumber {
  /** 文号 of its save: an 一下 that names no other is issued by it. */
  document: string | null;
}

/** How a control number was lifted before there was an event for it: another one was issued, in which nothing is limited. */
export function liftsControlNumber({ total, fiscalAppropriation, specialAccount, other }: ControlNumber): boolean {
  return [total, fiscalAppropriation, specialAccount, other].every((limit) => limit === null);
}

/** 定稿: a version of the table under a name. It can always be read; a withdrawn seal is only no longer in force. */
export interface VersionSealed {
  sealId: string;
  /** null: under a name of its own, beside the stages. */
  stage: Stage | null;
  name: string;
  /** The sealed version, before the save that this event makes. */
  version: number;
  /** SHA-256 of the table at that version. */
  contentHash: string;
  /** Id of the person who approved, as an actor's: names are in no event. */
  approvedBy: string;
  /** Of 一下 and 二下, by which document they came down; null: of another seal, or of one from before this was asked. */
  issued: Issued | null;
  /**
   * Of 一下: why there is no control number; null: one was in force, or it is an old one. Of 二上 only where one was
   * issued or withdrawn since 一下 said so.
   */
  withoutControlNumber: string | null;
  /** Of 二下: where it differs from the control number in force. */
  controlDifference: ControlDifference[];
}

/** 下达 */
export interface Issued {
  issuer: Issuer;
  /** 文号 */
  document: string;
  /** The day on the document, YYYY-MM-DD. */
  date: string;
}

/** A sum that is another than the control number has for it, in 万元. */
export interface ControlDifference {
  cell: keyof ControlNumber;
  limit: string;
  sum: string;
}

/** What the reason or the document of an earlier save should have been; that save's events stay as they are. */
export interface SaveAnnotated {
  /** The save that it is about. */
  version: number;
  /** Absent: that of the save stands; empty: it should have had none. */
  reason?: string;
  basisDocument?: string;
}

/** The newest `schemaVersion` of each. */
export const sealingSchemaVersions: Record<SealingEvent['type'], number> = {
  ControlNumberIssued: 2,
  ControlNumberWithdrawn: 1,
  VersionSealed: 2,
  SealWithdrawn: 1,
  SaveAnnotated: 1,
};
