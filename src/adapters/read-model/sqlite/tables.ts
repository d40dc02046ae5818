/** Bumped whenever a table or the meaning of a column changes: then the views are built anew beside the old ones. */
export const format = 3;

/**
 * Positions, clocks and keys are texts whose plain order is the order that is meant. The three `_versions` tables hold
 * one row for each version of a row, until the next one: `until_position` is null while it is current, so lists can be
 * answered at any position from the current rows and those that ended after it.
 */
export const tables = `
  create table meta (key text primary key, value text not null) without rowid;
  create table contents (hash blob primary key, body text not null);
  create table snapshots (stream text primary key, revision integer not null, body text not null);
  create table events_by_id (event_id text primary key, position text not null) without rowid;

  create table budgets (
    budget_id text primary key,
    unit_key text not null,
    fiscal_year integer not null,
    taxonomy text not null,
    opened_position text not null,
    place_key text not null unique
  );
  create table saves (
    budget_id text not null,
    version integer not null,
    first_position text not null,
    last_position text not null,
    clock text not null,
    body text not null
  );
  create unique index saves_by_version on saves (budget_id, version);
  create unique index saves_by_budget on saves (budget_id, last_position);
  create unique index saves_by_position on saves (last_position);
  create index saves_by_clock on saves (clock, last_position);

  create table seals (
    seal_id text primary key,
    budget_id text not null,
    position text not null,
    body text not null,
    withdrawn_position text,
    withdrawal text
  ) without rowid;
  create index seals_by_budget on seals (budget_id, position);
  create table control_numbers (
    budget_id text not null,
    position text not null,
    body text not null,
    primary key (budget_id, position)
  ) without rowid;
  create table annotations (
    budget_id text not null,
    version integer not null,
    position text not null,
    body text not null,
    primary key (budget_id, version, position)
  ) without rowid;

  create table fund_user_versions (
    id text not null,
    position text not null,
    until_position text,
    budget_id text not null,
    version integer not null,
    status text not null,
    order_key text not null,
    name text not null,
    declared text not null,
    primary key (id, position)
  ) without rowid;

  create table project_versions (
    id text not null,
    position text not null,
    until_position text,
    budget_id text not null,
    version integer not null,
    status text not null,
    unit_key text not null,
    fiscal_year integer not null,
    place_key text not null,
    hash text not null,
    fund_user_id text not null,
    name text not null,
    fiscal_appropriation text,
    special_account text,
    other text,
    declared_total text,
    total text not null,
    total_key text not null,
    primary key (id, position)
  ) without rowid;
  create index projects_by_place on project_versions (status, place_key) where until_position is null;
  create index projects_by_name on project_versions (status, name, place_key) where until_position is null;
  create index projects_by_total on project_versions (status, total_key, place_key) where until_position is null;
  create index projects_by_budget on project_versions (budget_id, status, place_key) where until_position is null;
  create index projects_by_fund_user on project_versions (fund_user_id, status, place_key) where until_position is null;
  create index projects_ended on project_versions (until_position) where until_position is not null;

  create table indicator_versions (
    id text not null,
    position text not null,
    until_position text,
    budget_id text not null,
    version integer not null,
    status text not null,
    unit_key text not null,
    fiscal_year integer not null,
    place_key text not null,
    project_id text not null,
    changed_version integer not null,
    level2 text not null,
    name text not null,
    cycle_target text not null,
    annual_target text not null,
    place text not null,
    kind text not null,
    primary key (id, position)
  ) without rowid;
  create index indicators_by_place on indicator_versions (status, place_key) where until_position is null;
  create index indicators_by_level2 on indicator_versions (status, level2, place_key) where until_position is null;
  create index indicators_by_budget on indicator_versions (budget_id, status, place_key) where until_position is null;
  create index indicators_by_project on indicator_versions (project_id, status, place_key) where until_position is null;
  create index indicators_ended on indicator_versions (until_position) where until_position is not null;

  -- Numbered in ledger order, from 1, without holes; the index of terms names cells by their number alone.
  create table changed_cells (
    cell_no integer primary key,
    position text not null,
    ordinal integer not null,
    event_id text not null,
    budget_id text not null,
    unit_key text not null,
    fiscal_year integer not null,
    project_id text,
    entity_id text not null,
    entity_kind text not null,
    entity_name text not null,
    kind text not null,
    path text not null,
    before text,
    after text,
    delta text,
    effect text,
    version integer not null,
    recorded_at text not null,
    actor text not null,
    reason text,
    basis_document text
  );
  create unique index changes_by_place on changed_cells (position, ordinal);
  create index changes_by_cell on changed_cells (entity_id, path, cell_no);
  create virtual table change_terms using fts5(
    terms, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
  );
`;
