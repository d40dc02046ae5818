/** One thing that was looked at. */
export interface Check {
  area: string;
  /** What was found, and what to do where it is no good. */
  message: string;
  messageEn: string;
  status: 'ok' | 'warning' | 'problem';
}

type Say = (message: string, messageEn: string) => Check;

/** Checks of one area. */
export function checksOf(area: string): { ok: Say; warning: Say; problem: Say } {
  const say =
    (status: Check['status']): Say =>
    (message, messageEn) => ({ area, status, message, messageEn });
  return { ok: say('ok'), warning: say('warning'), problem: say('problem') };
}
