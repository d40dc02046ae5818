/** When a code is given, and what whoever gets it does. */
export interface Meaning {
  when: string;
  remedy: string;
}

export const asTold = 'Correct what the message says.';

export function meaningText({ when, remedy }: Meaning): string {
  return `${when} ${remedy}`;
}
