import { changeTables, ofBudgets, ofDrafts } from './change-tables.js';

/** Bumped whenever a table or the meaning of a column changes: then the read model is built anew beside the old one. */
export const format = 12;

/**
 * Positions, clocks and keys are texts that sort correctly as texts. The three `_versions` tables hold one row for each
 * version of a row; `until_position` is where the next version begins, null while there is none. So a list at any
 * position is made of the current rows and those that ended after it. These tables hold the rows of budgets; rows of
 * drafts, which no list goes through, are kept whole, as JSON.
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
  create index budgets_by_unit on budgets (unit_key, place_key);
  -- A row for each save that changed the sum of a budget's projects in force.
  create table budget_totals (
    budget_id text not null,
    position text not null,
    until_position text,
    total_key text not null,
    place_key text not null,
    primary key (budget_id, position)
  ) without rowid;
  create index budget_totals_by_total on budget_totals (total_key, place_key) where until_position is null;
  create index budget_totals_ended on budget_totals (until_position) where until_position is not null;
  -- Of a budget, or of a draft: their ids never clash.
  create table saves (
    save_no integer primary key,
    table_id text not null,
    budget_id text not null,
    version integer not null,
    first_position text not null,
    last_position text not null,
    clock text not null,
    command_id text not null,
    body text not null
  );
  create index saves_by_command on saves (command_id, last_position);
  create unique index saves_by_version on saves (table_id, version);
  create unique index saves_by_table on saves (table_id, last_position);
  create index saves_by_budget on saves (budget_id, last_position);
  create unique index saves_by_position on saves (last_position);
  create index saves_by_clock on saves (clock, last_position);
  -- Saves are numbered in ledger order; the index of terms names them by their number alone.
  create virtual table save_terms using fts5(
    terms, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
  );

  create table seals (
    seal_id text primary key,
    budget_id text not null,
    position text not null,
    body text not null,
    withdrawn_position text,
    withdrawal text
  ) without rowid;
  create index seals_by_budget on seals (budget_id, position);
  -- in_force: 1 where one was issued, 0 where it was withdrawn.
  create table control_numbers (
    budget_id text not null,
    position text not null,
    in_force integer not null,
    body text not null,
    primary key (budget_id, position)
  ) without rowid;
  create table annotations (
    budget_id text not null,
    version integer not null,
    position text not null,
    reason text,
    document text,
    body text not null,
    primary key (budget_id, version, position)
  ) without rowid;

  create table drafts (
    draft_id text primary key,
    budget_id text not null,
    opened_position text not null
  ) without rowid;
  create index drafts_by_budget on drafts (budget_id, opened_position);
  create table draft_versions (
    draft_id text not null,
    position text not null,
    body text not null,
    primary key (draft_id, position)
  ) without rowid;
  create table draft_promotions (
    draft_id text not null,
    position text not null,
    body text not null,
    primary key (draft_id, position)
  ) without rowid;
  -- A row for each save that moved the draft, until the next one.
  create table draft_states (
    draft_id text not null,
    position text not null,
    until_position text,
    budget_id text not null,
    status text not null,
    primary key (draft_id, position)
  ) without rowid;
  create index draft_states_by_status on draft_states (status, position, draft_id) where until_position is null;
  create index draft_states_of_budget on draft_states (budget_id, status, position, draft_id)
    where until_position is null;
  create index draft_states_ended on draft_states (until_position) where until_position is not null;
  create table draft_rows (
    draft_id text not null,
    id text not null,
    position text not null,
    kind text not null,
    body text not null,
    primary key (draft_id, id, position)
  ) without rowid;
  create index draft_rows_by_id on draft_rows (id);

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
    lineage text,
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
    goal text not null,
    fiscal_appropriation text,
    special_account text,
    other text,
    declared_total text,
    total text not null,
    targets integer not null,
    total_key text not null,
    fiscal_appropriation_key text,
    special_account_key text,
    other_key text,
    primary key (id, position)
  ) without rowid;
  create index projects_by_place on project_versions (status, place_key) where until_position is null;
  create index projects_by_name on project_versions (status, name, place_key) where until_position is null;
  create index projects_by_total on project_versions (status, total_key, place_key) where until_position is null;
  create index projects_by_budget on project_versions (budget_id, status, place_key) where until_position is null;
  create index projects_by_fund_user on project_versions (fund_user_id, status, place_key) where until_position is null;
  create index projects_of_budget_by_name on project_versions (budget_id, status, name, place_key)
    where until_position is null;
  create index projects_of_budget_by_total on project_versions (budget_id, status, total_key, place_key)
    where until_position is null;
  create index projects_without_targets on project_versions (status, place_key)
    where until_position is null and targets = 0;
  create index projects_ended on project_versions (until_position) where until_position is not null;
  create index projects_of_budget_ended on project_versions (budget_id, until_position)
    where until_position is not null;

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
    lineage text,
    project_lineage text,
    kind text not null,
    cycle_unit text,
    cycle_key text,
    annual_unit text,
    annual_key text,
    equal_targets integer not null,
    primary key (id, position)
  ) without rowid;
  create index indicators_by_place on indicator_versions (status, place_key) where until_position is null;
  create index indicators_by_level2 on indicator_versions (status, level2, place_key) where until_position is null;
  create index indicators_by_budget on indicator_versions (budget_id, status, place_key) where until_position is null;
  create index indicators_by_project on indicator_versions (project_id, status, place_key) where until_position is null;
  create index indicators_by_name on indicator_versions (status, name, place_key) where until_position is null;
  create index indicators_of_budget_by_name on indicator_versions (budget_id, status, name, place_key)
    where until_position is null;
  create index indicators_of_budget_by_level2 on indicator_versions (budget_id, status, level2, place_key)
    where until_position is null;
  create index indicators_ended on indicator_versions (until_position) where until_position is not null;
  create index indicators_of_budget_ended on indicator_versions (budget_id, until_position)
    where until_position is not null;

${changeTables(ofBudgets)}
${changeTables(ofDrafts)}
`;
