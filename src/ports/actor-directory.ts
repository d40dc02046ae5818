/** Who was named how at one moment, by id. */
export type ActorNames = ReadonlyMap<string, string>;

/**
 * People's names, beside the ledger and never in it: an id stands in every event, its name only here, where it can be
 * corrected and erased.
 */
export interface ActorDirectory {
  /**
   * null: never known, or erased. Where other processes erase names too, it is gone from here within five seconds.
   * @throws StoreUnavailable
   */
  nameOf(actorId: string): Promise<string | null>;
  /** Resolves when it is durable; `nameOf` answers with it from then on. @throws StoreUnavailable */
  remember(actorId: string, name: string): Promise<void>;
  /** Whether there was a name to erase. Resolves when nothing is left of it. @throws StoreUnavailable */
  erase(actorId: string): Promise<boolean>;
  /**
   * Names what this directory answers: another number after each change, whichever process made it, and never one that it
   * had before; of this opened directory alone. A change that another process made shows within five seconds.
   * null: for so long nobody could say what changed elsewhere, and nothing may rest on what was answered before.
   */
  revision(): number | null;
  close(): Promise<void>;
}
