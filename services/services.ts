/**
 * What the application offers: to GraphQL, the command line, or a program of its own. `src/app` implements it.
 *
 * Faults of a query (unknown point, foreign cursor, …) are thrown as `QueryError`; a refused command is no fault but an
 * answer, with `Refusal`s.
 */
import type { Commands, DryRuns } from './commands.js';
import type { Feeds } from './feeds.js';
import type { Queries } from './queries.js';

export type * from './aggregate-views.js';
export type * from './caller.js';
export type * from './cell-views.js';
export type * from './command.js';
export type * from './commands.js';
export type * from './comparison-views.js';
export type * from './draft-commands.js';
export type * from './draft-views.js';
export type * from './feeds.js';
export type * from './filters.js';
export type * from './import-command.js';
export type * from './node-view.js';
export type * from './points.js';
export type * from './queries.js';
export type * from './recorded.js';
export type * from './revert-command.js';
export type * from './sealing-commands.js';
export type * from './sealing-views.js';
export type * from './views.js';

export interface Services {
  queries: Queries;
  commands: Commands;
  dryRuns: DryRuns;
  feeds: Feeds;
}
