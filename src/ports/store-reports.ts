/** What an engine says about what it keeps, for whoever looks after it. */
export interface EventStoreReport {
  /** With its version. */
  engine: string;
  location: string;
  bytes: number;
  events: number;
  streams: number;
  /** What its own check has found, in its words; empty: nothing. */
  damage: string[];
  /** The process that writes to it now; null: none. `pid`: where known. */
  writer: { pid: number | null } | null;
}

export interface ReadModelReport {
  engine: string;
  location: string;
  bytes: number;
  /** Which copy serves, and the format of its tables; null: none. */
  serving: { generation: number; format: number | null; isReadable: boolean } | null;
  damage: string[];
  /** Whether a process fills it now. */
  isBeingWritten: boolean;
}
