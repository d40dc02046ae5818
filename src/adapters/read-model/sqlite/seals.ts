import type { Position } from '../../../../events/position.js';
import type {
  AnnotationRow,
  ControlNumberRow,
  SealingRows,
  SealRow,
  WithdrawnControlNumber,
  WithdrawnSeal,
} from '../../../../projections/sealing-rows.js';
import type { Said, SaveSpan, Seals, SealAsOf } from '../../../ports/read-model.js';
import type { Connection } from './generations.js';
import type { Prepare, Select } from './query.js';
import { condition, conjunction, selectWith } from './query.js';
import { holdsText } from './texts.js';

/** Rows are kept whole, as JSON; the other columns are there to find them. */
export function sealingInserts(database: Connection) {
  const prepare = (sql: string) => database.prepare<unknown[]>(sql);
  const seal = prepare('insert into seals (seal_id, budget_id, position, body) values (?, ?, ?, ?)');
  const withdrawal = prepare('update seals set withdrawn_position = ?, withdrawal = ? where seal_id = ?');
  const controlNumber = prepare(
    'insert into control_numbers (budget_id, position, in_force, body) values (?, ?, ?, ?)',
  );
  const annotation = prepare(
    'insert into annotations (budget_id, version, position, reason, document, body) values (?, ?, ?, ?, ?, ?)',
  );
  return ({ seals, withdrawnSeals, controlNumbers, withdrawnControlNumbers, annotations }: SealingRows): void => {
    for (const row of seals) seal.run(row.sealId, row.budgetId, row.position, JSON.stringify(row));
    for (const row of withdrawnSeals) withdrawal.run(row.position, JSON.stringify(row), row.sealId);
    for (const row of controlNumbers) controlNumber.run(row.budgetId, row.position, 1, JSON.stringify(row));
    for (const row of withdrawnControlNumbers) controlNumber.run(row.budgetId, row.position, 0, JSON.stringify(row));
    for (const row of annotations) {
      const { budgetId, version, position, correctedReason, correctedBasisDocument } = row;
      annotation.run(budgetId, version, position, correctedReason, correctedBasisDocument, JSON.stringify(row));
    }
  };
}

export function sealsOf(prepare: Prepare): Seals {
  const sealColumns = 'body, withdrawn_position, withdrawal';
  const ofBudget = prepare(
    `select ${sealColumns} from seals where budget_id = ? and position <= ? order by position, seal_id`,
  );
  const byId = prepare(`select ${sealColumns} from seals where seal_id = ? and position <= ?`);
  const controlNumber = prepare(
    'select in_force, body from control_numbers where budget_id = ? and position <= ? order by position desc limit 1',
  );
  const annotations = prepare(
    'select body from annotations where budget_id = ? and version = ? and position <= ? order by position',
  );
  const select = selectWith(prepare);

  function sealAt(sealId: string, position: Position): SealAsOf | null {
    const row = byId.get(sealId, position);
    return row === undefined ? null : toSealAsOf(row, position);
  }

  return {
    correctedSaves: async (said, text, position, exact) => correctedSaves(select, said, text, position, exact),
    seals: async (budgetId, position) => ofBudget.all(budgetId, position).map((row) => toSealAsOf(row, position)),
    seal: async (sealId, position) => sealAt(sealId, position),
    sealsById: async (sealIds, position) => sealIds.map((sealId) => sealAt(sealId, position)),
    async controlNumber(budgetId, position) {
      const row = controlNumber.get(budgetId, position) as [number, string] | undefined;
      if (row === undefined) return { inForce: null, withdrawn: null };
      const [inForce, body] = row;
      return inForce === 1
        ? { inForce: JSON.parse(body) as ControlNumberRow, withdrawn: null }
        : { inForce: null, withdrawn: JSON.parse(body) as WithdrawnControlNumber };
    },
    annotations: async (budgetId, versions, position) =>
      versions.map((version) => {
        const rows = annotations.all(budgetId, version, position) as [string][];
        return rows.map(([body]) => JSON.parse(body) as AnnotationRow);
      }),
  };
}

/** Corrections are few, and each is looked at; the saves that they are about are found by their versions. */
function correctedSaves(select: Select, said: Said, text: string, position: Position, exact = false): SaveSpan[] {
  const column = { reason: 'reason', basisDocument: 'document' }[said];
  const says = text === '' ? [condition(`${column} = ''`)] : holdsText([column], text, exact);
  const where = [condition('position <= ?', position), ...says];
  const rows = select({
    sql: `select first_position, last_position from saves where (table_id, version) in (
      select budget_id, version from annotations where ${conjunction(where)}) order by last_position`,
    values: where.flatMap(({ values }) => values),
  });
  return rows.map((row) => {
    const [firstPosition, lastPosition] = row as [Position, Position];
    return { firstPosition, lastPosition };
  });
}

/** A seal that was withdrawn after the position is in force at it. */
function toSealAsOf(row: unknown, position: Position): SealAsOf {
  const [body, withdrawnPosition, withdrawal] = row as [string, Position | null, string | null];
  const isWithdrawn = withdrawal !== null && withdrawnPosition !== null && withdrawnPosition <= position;
  return {
    seal: JSON.parse(body) as SealRow,
    withdrawn: isWithdrawn ? (JSON.parse(withdrawal) as WithdrawnSeal) : null,
  };
}
