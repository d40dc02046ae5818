/**
 * Printed order within a budget as plain strings: a fund user's row, then its projects, each followed by its
 * indicators. A space sorts before every character of places and ids, so a row stands before what hangs from it.
 */
type Placed = { place: string; id: string };

export function fundUserKey(fundUser: Placed): string {
  return `${fundUser.place} ${fundUser.id}`;
}

export function projectKey(fundUser: Placed, project: Placed): string {
  return `${fundUserKey(fundUser)} ${project.place} ${project.id}`;
}

export function indicatorKey(fundUser: Placed, project: Placed, indicator: Placed): string {
  return `${projectKey(fundUser, project)} ${indicator.place} ${indicator.id}`;
}

/** The id of the row with this key: its last word. */
export function idOfKey(key: string): string {
  return key.slice(key.lastIndexOf(' ') + 1);
}

/** The id of the row that a project's key hangs from: the last word before its own place and id. */
export function parentIdOfKey(key: string): string {
  return key.split(' ').at(-3) ?? '';
}

/** The first key behind everything that hangs from the row with this key. */
export function behind(key: string): string {
  return `${key}!`;
}
