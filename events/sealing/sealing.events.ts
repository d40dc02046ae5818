import type { Fact } from '../envelope.js';

/** Facts about versions of the table as a whole: none of them changes a cell. Names and fields are the storage format. */
export type SealingEvent =
  | Fact<'ControlNumberIssued', ControlNumber>
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

/**
 * 控制数: what the table may come to at the most, in 万元, each a decimal as entered; `"0"`: no money from there at all;
 * null: not limited. The newest one is in force.
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

/** 定稿: a version of the table under a name. It stands for ever; withdrawing it only says that it is not in force. */
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
  ControlNumberIssued: 1,
  VersionSealed: 1,
  SealWithdrawn: 1,
  SaveAnnotated: 1,
};
