import type { Connection } from './generations.js';

const projectColumns =
  'id, position, budget_id, version, status, unit_key, fiscal_year, place_key, hash, fund_user_id, name, ' +
  'fiscal_appropriation, special_account, other, declared_total, total, total_key';
const indicatorColumns =
  'id, position, budget_id, version, status, unit_key, fiscal_year, place_key, project_id, changed_version, level2, ' +
  'name, cycle_target, annual_target, place, kind';

/** Ends the version of a row that holds until now; a seek, however many versions there were. */
const ends = (table: string) => `
  update ${table} set until_position = ?1
  where id = ?2 and position = (select max(position) from ${table} where id = ?2)`;

export function insertStatements(database: Connection) {
  const into = (table: string, columns: string) =>
    database.prepare(`insert into ${table} (${columns}) values (${columns.replaceAll(/[a-z0-9_]+/g, '?')})`);
  return {
    content: database.prepare('insert or ignore into contents (hash, body) values (?, ?)'),
    snapshot: database.prepare(
      `insert into snapshots (stream, revision, body) values (?, ?, ?) on conflict (stream)
        do update set revision = excluded.revision, body = excluded.body where excluded.revision > revision`,
    ),
    event: into('events_by_id', 'event_id, position'),
    budget: into('budgets', 'budget_id, unit_key, fiscal_year, taxonomy, opened_position, place_key'),
    save: into('saves', 'budget_id, version, first_position, last_position, clock, body'),
    fundUser: into('fund_user_versions', 'id, position, budget_id, version, status, order_key, name, declared'),
    project: into('project_versions', projectColumns),
    indicator: into('indicator_versions', indicatorColumns),
    change: into(
      'changed_cells',
      'position, ordinal, event_id, budget_id, project_id, entity_id, entity_kind, entity_name, kind, path, before, ' +
        'after, delta, effect, version, recorded_at, actor, reason, basis_document',
    ),
    endFundUser: database.prepare(ends('fund_user_versions')),
    endProject: database.prepare(ends('project_versions')),
    endIndicator: database.prepare(ends('indicator_versions')),
  };
}
