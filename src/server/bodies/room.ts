/** Bytes that may be held at once; whoever finds no room waits in line, and nobody overtakes. */
export interface Room {
  readonly free: number;
  /** false: there is no room now, or others wait for it. */
  takeNow(bytes: number): boolean;
  /** Takes what there is room for, at the latest when the patience is over; false: there was none by then. */
  take(bytes: number, patienceMs: number): Promise<boolean>;
  giveBack(bytes: number): void;
}

interface Waiting {
  bytes: number;
  letIn(): void;
}

export function roomFor(bytes: number): Room {
  let free = bytes;
  const line: Waiting[] = [];

  function letIn(): void {
    for (let first = line[0]; first !== undefined && first.bytes <= free; first = line[0]) {
      line.shift();
      free -= first.bytes;
      first.letIn();
    }
  }

  function takeNow(wanted: number): boolean {
    if (line.length > 0 || wanted > free) return false;
    free -= wanted;
    return true;
  }

  return {
    get free() {
      return free;
    },
    takeNow,
    take(wanted, patienceMs) {
      if (takeNow(wanted)) return Promise.resolve(true);
      return new Promise((resolve) => {
        const patience = setTimeout(() => {
          line.splice(line.indexOf(waiting), 1);
          resolve(false);
          letIn();
        }, patienceMs);
        const waiting: Waiting = {
          bytes: wanted,
          letIn() {
            clearTimeout(patience);
            resolve(true);
          },
        };
        line.push(waiting);
      });
    },
    giveBack(given) {
      free += given;
      letIn();
    },
  };
}
