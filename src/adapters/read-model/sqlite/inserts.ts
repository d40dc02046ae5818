import { amountKey, placeKey } from '../../../ports/sort-keys.js';
import { sumAmounts } from '../../../../events/money.js';
import type { TargetReading } from '../../../../events/target.js';
import { areEqualTargets } from '../../../../events/target-effect.js';
import type {
  BudgetRow,
  ChangedCell,
  FundUserVersion,
  IndicatorVersion,
  ProjectVersion,
  SaveRow,
} from '../../../../projections/rows.js';
import { targetKey } from '../../../../projections/search/target-key.js';
import type { ChangeTables } from './change-tables.js';
import { ofBudgets, ofDrafts } from './change-tables.js';
import { termsOf } from './change-terms.js';
import { termsOfSave } from './save-terms.js';
import type { Connection } from './generations.js';
import { toBlob } from './keys.js';

const fundUserColumns = 'id, position, budget_id, version, status, order_key, name, declared, lineage';
const projectColumns =
  'id, position, budget_id, version, status, unit_key, fiscal_year, place_key, hash, fund_user_id, name, ' +
  'goal, fiscal_appropriation, special_account, other, declared_total, total, targets, total_key, fiscal_appropriation_key, ' +
  'special_account_key, other_key';
const indicatorColumns =
  'id, position, budget_id, version, status, unit_key, fiscal_year, place_key, project_id, changed_version, level2, ' +
  'name, cycle_target, annual_target, place, lineage, project_lineage, kind, cycle_unit, cycle_key, ' +
  'annual_unit, annual_key, equal_targets';
const changeColumns =
  'position, seat, ordinal, event_id, budget_id, draft_id, unit_key, fiscal_year, project_id, entity_id, entity_kind, ' +
  'entity_name, kind, path, before, after, delta, effect, version, recorded_at, actor, editor_id, ' +
  'source, reason, basis_document';

/** Ends the current version of a row; one seek, however many versions there were. */
const ends = (table: string) => `
  update ${table} set until_position = ?1
  where id = ?2 and position = (select max(position) from ${table} where id = ?2)`;

/** Writes rows, one function for each kind; values stand in the order of the columns above. */
export function rowInserts(database: Connection) {
  const prepare = (sql: string) => database.prepare<unknown[]>(sql);
  const into = (table: string, columns: string) =>
    prepare(`insert into ${table} (${columns}) values (${columns.replaceAll(/[a-z0-9_]+/g, '?')})`);
  const content = prepare('insert or ignore into contents (hash, body) values (?, ?)');
  const snapshot = prepare(
    `insert into snapshots (stream, revision, body) values (?, ?, ?) on conflict (stream)
      do update set revision = excluded.revision, body = excluded.body where excluded.revision > revision`,
  );
  const event = into('events_by_id', 'event_id, position');
  const budget = into('budgets', 'budget_id, unit_key, fiscal_year, taxonomy, opened_position, place_key');
  const saveTerms = prepare('insert into save_terms (rowid, terms) values (?, ?)');
  const totalBefore = prepare(
    'select total_key, position from budget_totals where budget_id = ? and position < ? order by position desc limit 1',
  );
  const endBudgetTotal = prepare('update budget_totals set until_position = ? where budget_id = ? and position = ?');
  const placeOfBudget = prepare('select place_key from budgets where budget_id = ?');
  const budgetTotal = into('budget_totals', 'budget_id, position, total_key, place_key');
  const save = into('saves', 'table_id, budget_id, version, first_position, last_position, clock, command_id, body');
  const fundUser = into('fund_user_versions', fundUserColumns);
  const endFundUser = prepare(ends('fund_user_versions'));
  const project = into('project_versions', projectColumns);
  const endProject = prepare(ends('project_versions'));
  const indicator = into('indicator_versions', indicatorColumns);
  const endIndicator = prepare(ends('indicator_versions'));
  const change = ({ cells, terms }: ChangeTables) => {
    return { cell: into(cells, changeColumns), terms: prepare(`insert into ${terms} (rowid, terms) values (?, ?)`) };
  };
  const budgetChange = change(ofBudgets);
  const draftChange = change(ofDrafts);

  return {
    content: (hash: string, body: string) => void content.run(toBlob(hash), body),
    snapshot: (stream: string, revision: number, body: string) => void snapshot.run(stream, revision, body),
    event: (eventId: string, position: string) => void event.run(eventId, position),

    budget({ budgetId, unitKey, fiscalYear, taxonomy, openedPosition }: BudgetRow): void {
      const key = placeKey({ fiscalYear, unitKey, orderKey: budgetId });
      budget.run(budgetId, unitKey, fiscalYear, taxonomy, openedPosition, key);
    },

    /** The total of a budget after a save of it: kept where it is another than before. */
    budgetTotal({ budgetId, lastPosition, totals }: SaveRow): void {
      const total = amountKey(sumAmounts(Object.values(totals)));
      const [before, since] = (totalBefore.raw().get(budgetId, lastPosition) ?? []) as string[];
      if (before === total) return;
      if (since !== undefined) endBudgetTotal.run(lastPosition, budgetId, since);
      const [place] = placeOfBudget.raw().get(budgetId) as [string];
      budgetTotal.run(budgetId, lastPosition, total, place);
    },

    save(row: SaveRow): void {
      const { version, firstPosition, lastPosition, clock, ...rest } = row;
      const tableId = rest.draftId ?? rest.budgetId;
      const { budgetId, commandId } = rest;
      const body = JSON.stringify(rest);
      const { lastInsertRowid } = save.run(
        tableId,
        budgetId,
        version,
        firstPosition,
        lastPosition,
        clock,
        commandId,
        body,
      );
      saveTerms.run(lastInsertRowid, termsOfSave(row));
    },

    /** @param follows whether there can be a version before it, to be ended */
    fundUser(row: FundUserVersion, follows: boolean): void {
      const { fundUserId: id, position, budgetId, version, status, orderKey, name, declared, lineage } = row;
      if (follows) endFundUser.run(position, id);
      fundUser.run(id, position, budgetId, version, status, orderKey, name, JSON.stringify(declared), lineage);
    },

    project(row: ProjectVersion, follows: boolean): void {
      const { projectId: id, position, budgetId, version, status, unitKey, fiscalYear, hash, fundUserId, name } = row;
      const { goal, funding, declaredTotal, total, targets } = row;
      const { fiscalAppropriation, specialAccount, other } = funding;
      const place = placeKey(row);
      const amount = amountKey(total);
      if (follows) endProject.run(position, id);
      // prettier-ignore
      project.run(
        id, position, budgetId, version, status, unitKey, fiscalYear, place, hash, fundUserId, name,
        goal, fiscalAppropriation, specialAccount, other, declaredTotal, total, targets, amount, keyOf(fiscalAppropriation),
        keyOf(specialAccount), keyOf(other),
      );
    },

    indicator(row: IndicatorVersion, follows: boolean): void {
      const { indicatorId: id, position, budgetId, version, status, unitKey, fiscalYear, projectId } = row;
      const { changedVersion, level2, name, cycleTarget, annualTarget, place, lineage, projectLineage } = row;
      const cycle = targetKey(cycleTarget);
      const annual = targetKey(annualTarget);
      const kind: TargetReading['kind'] = annual === null ? 'QUALITATIVE' : 'QUANTITATIVE';
      if (follows) endIndicator.run(position, id);
      // prettier-ignore
      indicator.run(
        id, position, budgetId, version, status, unitKey, fiscalYear, placeKey(row), projectId, changedVersion, level2,
        name, cycleTarget, annualTarget, place, lineage, projectLineage, kind, cycle?.unit ?? null, cycle?.key ?? null,
        annual?.unit ?? null, annual?.key ?? null, Number(areEqualTargets(cycleTarget, annualTarget)),
      );
    },

    /** @param actor as JSON: the same in every cell of a save */
    change(row: ChangedCell, actor: string): void {
      const { position, rank, ordinal, eventId, budgetId, draftId, unitKey, fiscalYear, projectId, entityId } = row;
      const {
        entityKind,
        entityName,
        kind,
        path,
        before,
        after,
        delta,
        effect,
        version,
        recordedAt,
        editorId,
        source,
        reason,
        basisDocument,
      } = row;
      const into = draftId === null ? budgetChange : draftChange;
      // prettier-ignore
      const { lastInsertRowid } = into.cell.run(
        position, -rank, ordinal, eventId, budgetId, draftId, unitKey, fiscalYear, projectId, entityId, entityKind, entityName,
        kind, path, before, after, delta, effect, version, recordedAt, actor, editorId, source, reason, basisDocument,
      );
      into.terms.run(lastInsertRowid, termsOf(row));
    },
  };
}

/** null: the cell is blank. */
function keyOf(amount: string | null): string | null {
  return amount === null ? null : amountKey(amount);
}
