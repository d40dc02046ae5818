/** One thing that was looked at. */
export interface Finding {
  area: string;
  /** What was found, and what to do where it is no good. */
  message: string;
  messageEn: string;
  status: 'ok' | 'warning' | 'problem';
}

type Say = (message: string, messageEn: string) => Finding;

/** Checks of one area. */
export function findingsOf(area: string): { ok: Say; warning: Say; problem: Say } {
  const say =
    (status: Finding['status']): Say =>
    (message, messageEn) => ({ area, status, message, messageEn });
  return { ok: say('ok'), warning: say('warning'), problem: say('problem') };
}
