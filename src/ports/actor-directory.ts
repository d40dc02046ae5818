/**
 * People's names, beside the ledger and never in it: an id stands in every event, its name only here, where it can be
 * corrected and erased.
 */
export interface ActorDirectory {
  /** null: never known, or erased. */
  nameOf(actorId: string): Promise<string | null>;
  /** Resolves when it is durable; `nameOf` answers with it from then on. */
  remember(actorId: string, name: string): Promise<void>;
  /** Whether there was a name to erase. Resolves when nothing is left of it. */
  erase(actorId: string): Promise<boolean>;
  /**
   * Names what this directory answers: another number after each `remember` and `erase` that changed something, and never
   * one that it had before. Of this opened directory alone; it says nothing to another process.
   */
  revision(): number;
  close(): Promise<void>;
}
