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
import type { Prepare } from './query.js';

/** Rows are kept whole, as JSON; the other columns are there to find them. */
export function draftInserts(database: Connection) {
  const prepare = (sql: string) => database.prepare<unknown[]>(sql);
  const opened = prepare('insert or ignore into drafts (draft_id, budget_id, opened_position) values (?, ?, ?)');
  const version = prepare('insert into draft_versions (draft_id, position, body) values (?, ?, ?)');
  const promotion = prepare('insert into draft_promotions (draft_id, position, body) values (?, ?, ?)');
  const row = prepare('insert into draft_rows (draft_id, id, position, kind, body) values (?, ?, ?, ?, ?)');

  return {
    draft(draft: DraftRow): void {
      const { draftId, budgetId, position } = draft;
      // Only the first of its saves says where it was opened.
      opened.run(draftId, budgetId, position);
      version.run(draftId, position, JSON.stringify(draft));
    },

    rows(draftId: string, { fundUsers, projects, indicators }: ProjectedSave): void {
      const insert = (kind: EntityKind, id: string, body: { position: Position }) =>
        row.run(draftId, id, body.position, kind, JSON.stringify(body));
      for (const each of fundUsers) insert('FUND_USER', each.fundUserId, each);
      for (const each of projects) insert('PROJECT', each.projectId, each);
      for (const each of indicators) insert('INDICATOR', each.indicatorId, each);
    },

    promotion: (row: DraftPromotion) => void promotion.run(row.draftId, row.position, JSON.stringify(row)),
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

  return {
    draft: async (draftId, position) => at(draftId, position),
    draftsById: async (draftIds, position) => draftIds.map((draftId) => at(draftId, position)),
    drafts: async (budgetId, position) =>
      (ofBudget.all(budgetId, position) as [string][]).flatMap(([draftId]) => at(draftId, position) ?? []),
  };
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
  const latest =
    <Row>(kind: EntityKind) =>
    (draftId: string, id: string, position: Position) =>
      parsed<Row>(row.get(draftId, id, position, kind));
  return {
    fundUser: latest<FundUserVersion>('FUND_USER'),
    project: latest<ProjectVersion>('PROJECT'),
    indicator: latest<IndicatorVersion>('INDICATOR'),
  };
}

function parsed<Row>(found: unknown): Row | null {
  return found === undefined ? null : (JSON.parse((found as [string])[0]) as Row);
}
