import type { IssueControlNumber } from '../events/sealing/sealing.commands.js';
import type { Issuer, Stage } from '../events/sealing/sealing.events.js';
import type { CommandAnswer, CommandRequest } from './command.js';

/** Commands about the versions of a table: they change no cell. */
export interface SealingCommands {
  /** Sets what the table may come to; the newest control number is in force. */
  issueControlNumber(request: ControlNumberRequest): Promise<CommandAnswer>;
  /** Lifts the control number in force. */
  withdrawControlNumber(request: ControlNumberWithdrawalRequest): Promise<CommandAnswer>;
  /** Seals a version of the table: the save changes no cell. */
  sealVersion(request: SealRequest): Promise<CommandAnswer>;
  withdrawSeal(request: WithdrawSealRequest): Promise<CommandAnswer>;
  /** Says what the reason or the document of a save should have been; the save stays as it is. */
  annotateSave(request: AnnotateRequest): Promise<CommandAnswer>;
}

export interface ControlNumberRequest extends CommandRequest {
  budgetId: string;
  expectedVersion: number | null;
  limits: IssueControlNumber['limits'];
}

export interface ControlNumberWithdrawalRequest extends CommandRequest {
  budgetId: string;
  expectedVersion: number | null;
}

export interface SealRequest extends CommandRequest {
  budgetId: string;
  /** The version that was looked at: what stands now must be the same table, where no `version` is named. */
  expectedVersion: number | null;
  stage: Stage | null;
  name: string | null;
  /** null: what stands now. */
  version: number | null;
  /** Of the table that was looked at; null: not said. */
  contentHash: string | null;
  /** Id; null or empty: whoever seals. */
  approvedBy: string | null;
  /** Of 一下 and 二下, which `basisDocument` issued. */
  issuer: Issuer | null;
  /** Of 一下 and 二下: the day on the document, YYYY-MM-DD. */
  issuedOn: string | null;
  /** Of 一下 and 二上: why there is no control number. */
  withoutControlNumber: string | null;
}

export interface WithdrawSealRequest extends CommandRequest {
  sealId: string;
  expectedVersion: number | null;
}

export interface AnnotateRequest extends CommandRequest {
  budgetId: string;
  expectedVersion: number | null;
  version: number;
  correctedReason: string | null;
  correctedBasisDocument: string | null;
}
