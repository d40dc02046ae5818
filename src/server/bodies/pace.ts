/** Whether something keeps coming. */
export interface Pace {
  /** So many bytes have come by now. */
  have(bytes: number): void;
  /** While we are the ones who do not take it. */
  pause(): void;
  goOn(): void;
  stop(): void;
}

/** @param tooSlow called once, when less has come than has to */
export function keepPace(
  { graceMs, bytesPerSecond }: { graceMs: number; bytesPerSecond: number },
  tooSlow: () => void,
): Pace {
  let come = 0;
  let takenMs = 0;
  let since = performance.now();
  let timer: NodeJS.Timeout | undefined;
  /** What has come while this process was busy with something else is taken before the next look, and counts. */
  let lookedTwice = false;

  function goOn(): void {
    since = performance.now();
    look();
  }

  function look(): void {
    const now = performance.now();
    takenMs += now - since;
    since = now;
    const left = graceMs + (come / bytesPerSecond) * 1_000 - takenMs;
    if (left <= 0 && lookedTwice) return tooSlow();
    lookedTwice = left <= 0;
    timer = setTimeout(look, Math.max(1, Math.ceil(left)));
  }

  goOn();
  return {
    have: (bytes) => void (come = bytes),
    pause() {
      clearTimeout(timer);
      takenMs += performance.now() - since;
    },
    goOn,
    stop: () => clearTimeout(timer),
  };
}
