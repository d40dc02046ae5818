/** A process that listens, and will do what its role is once it can. */
export interface Begun {
  /** What it says on standard output once it does. */
  doing: Promise<string>;
  /** Finishes what is under way and closes everything; before it was done with beginning, gives that up. */
  stop(): Promise<void>;
}
