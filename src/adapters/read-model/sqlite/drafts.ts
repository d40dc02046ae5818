import type { DraftStatus } from '../../../../events/draft/draft.state.js';
import type { Position } from '../../../../events/position.js';
import type { DraftPromotion, DraftRow } from '../../../../projections/draft-rows.js';
import type {
  EntityKind,
  FundUserVersion,
  IndicatorVersion,
  ProjectedSave,
  ProjectVersion,
} from '../../../../projections/rows.js';
import type { Drafts, DraftAsOf } from '../../../ports/read-model.js';
import type { Connection } from './generations.js';
import { countDraftIds, pageOfDraftIds } from './draft-list.js';
import type { Prepare } from './query.js';
import { selectWith } from './query.js';

/** Rows are kept whole, as JSON; the other columns are there to find them. */
export function draftInserts(database: Connection) {
  const prepare = (sql: string) => database.prepare<unknown[]>(sql);
  const opened = prepare('insert or ignore into drafts (draft_id, budget_id, opened_position) values (?, ?, ?)');
  const version = prepare('insert into draft_versions (draft_id, position, body) values (?, ?, ?)');
  const promotion = prepare('insert into draft_promotions (draft_id, position, body) values (?, ?, ?)');
  const row = prepare('insert into draft_rows (draft_id, id, position, kind, body) values (?, ?, ?, ?, ?)');

  const state = prepare('insert into draft_states (draft_id, position, budget_id, status) values (?, ?, ?, ?)');
  const endState = prepare(
    `update draft_states set until_position = ?2
      where draft_id = ?1 and position = (select max(position) from draft_states where draft_id = ?1 and position < ?2)`,
  );
  const move = (draftId: string, position: Position, budgetId: string, status: DraftStatus) => {
    endState.run(draftId, position);
    state.run(draftId, position, budgetId, status);
  };

  return {
    draft(draft: DraftRow): void {
      const { draftId, budgetId, position } = draft;
      // Only the first of its saves says where it was opened.
      opened.run(draftId, budgetId, position);
      version.run(draftId, position, JSON.stringify(draft));
      move(draftId, position, budgetId, draft.status);
    },

    rows(draftId: string, { fundUsers, projects, indicators }: ProjectedSave): void {
      const insert = (kind: EntityKind, id: string, body: { position: Position }) =>
        row.run(draftId, id, body.position, kind, JSON.stringify(body));
      for (const each of fundUsers) insert('FUND_USER', each.fundUserId, each);
      for (const each of projects) insert('PROJECT', each.projectId, each);
      for (const each of indicators) insert('INDICATOR', each.indicatorId, each);
    },

    promotion(row: DraftPromotion): void {
      const { draftId, position, budgetId } = row;
      promotion.run(draftId, position, JSON.stringify(row));
      move(draftId, position, budgetId, 'PROMOTED');
    },
  };
}

export function draftsOf(prepare: Prepare): Drafts {
  const ofBudget = prepare(
    'select draft_id from drafts where budget_id = ? and opened_position <= ? order by opened_position',
  );
  const version = prepare(
    'select body from draft_versions where draft_id = ? and position <= ? order by position desc limit 1',
  );
  const promotion = prepare(
    'select body from draft_promotions where draft_id = ? and position <= ? order by position limit 1',
  );

  function at(draftId: string, position: Position): DraftAsOf | null {
    const draft = parsed<DraftRow>(version.get(draftId, position));
    return draft === null ? null : { draft, promoted: parsed<DraftPromotion>(promotion.get(draftId, position)) };
  }

  const select = selectWith(prepare);
  return {
    draft: async (draftId, position) => at(draftId, position),
    draftsById: async (draftIds, position) => draftIds.map((draftId) => at(draftId, position)),
    async draftList(filter, order, position, page) {
      const ids = pageOfDraftIds(select, { filter, order, position, page });
      return { rows: ids.rows.map(({ key, row }) => ({ key, row: found(at(row, position), row) })), more: ids.more };
    },
    countDrafts: async (filter, position, bound) => countDraftIds(select, filter, position, bound),
    drafts: async (budgetId, position) =>
      (ofBudget.all(budgetId, position) as [string][]).flatMap(([draftId]) => at(draftId, position) ?? []),
  };
}

function found(draft: DraftAsOf | null, draftId: string): DraftAsOf {
  if (draft === null) throw new Error(`the views have lost the draft ${draftId}`);
  return draft;
}

/** A draft as its newest save left it. */
export function newestDraft(prepare: Prepare): (draftId: string) => DraftRow | null {
  const newest = prepare('select body from draft_versions where draft_id = ? order by position desc limit 1');
  return (draftId) => parsed<DraftRow>(newest.get(draftId));
}

/** The rows that a draft itself has set, as they stood at a position. */
export function draftRowStatements(prepare: Prepare) {
  const row = prepare(
    'select body from draft_rows where draft_id = ? and id = ? and position <= ? and kind = ? order by position desc limit 1',
  );
  const all = prepare(
    `select body from draft_rows as own where draft_id = ? and kind = ? and position = (
      select max(position) from draft_rows where draft_id = own.draft_id and id = own.id and position <= ?)`,
  );
  const allOf =
    <Row>(kind: EntityKind) =>
    (draftId: string, position: Position) =>
      (all.all(draftId, kind, position) as [string][]).map(([body]) => JSON.parse(body) as Row);
  const latest =
    <Row>(kind: EntityKind) =>
    (draftId: string, id: string, position: Position) =>
      parsed<Row>(row.get(draftId, id, position, kind));
  return {
    fundUser: latest<FundUserVersion>('FUND_USER'),
    project: latest<ProjectVersion>('PROJECT'),
    indicator: latest<IndicatorVersion>('INDICATOR'),
    projects: allOf<ProjectVersion>('PROJECT'),
    indicators: allOf<IndicatorVersion>('INDICATOR'),
  };
}

function parsed<Row>(found: unknown): Row | null {
  return found === undefined ? null : (JSON.parse((found as [string])[0]) as Row);
}
