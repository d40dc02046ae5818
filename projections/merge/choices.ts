export type Choice = 'OURS' | 'THEIRS';

/** As Chinese sentences name a choice: what a person reads, and what is to be given. */
export const choiceNames: Record<Choice, string> = { OURS: '我方（OURS）', THEIRS: '对方（THEIRS）' };

/** Which side a conflict is decided for. */
export interface Resolution {
  /** Of rows of one name, any of them. */
  entityId: string;
  /** The cell; null: whether the row stays in the table. */
  path: string | null;
  choice: Choice;
}

/** What was chosen about a row or a cell; null: nothing. */
export type ChoiceOf = (entityId: string, path: string | null) => Choice | null;
