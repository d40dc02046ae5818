/** A folded state of a stream, so that loading it costs only the events behind it. */
export interface Snapshot {
  stream: string;
  /** Of the last event folded in. */
  revision: number;
  body: string;
}

export interface Snapshots {
  /** The stream's newest; null: none was kept. */
  snapshot(stream: string): Promise<Snapshot | null>;
}
