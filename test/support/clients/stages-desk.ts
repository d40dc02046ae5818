import type { Mutation, MutationName, StageCell, StageMatrix, StageRow } from './contract.js';
import { mutate } from './mutate.js';
import { budgetId } from './reverting.js';
import { sealingGrounds } from '../stories/sealing-grounds.js';
import type { RunningLedger } from '../processes/running-ledger.js';

export const matrixQuery = `query($budgetId: ID!, $at: At, $stages: [Stage!], $withCurrent: Boolean,
    $filter: StageRowFilter, $first: Int = 500, $after: String) {
  stageMatrix(budgetId: $budgetId, at: $at, stages: $stages, withCurrent: $withCurrent) {
    basis { version position }
    columns { seal { id: entityId stage name actor { personId } } basis { version } contentHash totals { total } controlNumber { total } }
    rows(filter: $filter, first: $first, after: $after) {
      count { value exact } basis { position } pageInfo { hasNextPage endCursor }
      nodes { entityId entityKind entityName projectId projectName kind present
        cells { path values overall { delta effect }
          steps { delta effect lastChange { version reason basisDocument actor { personId } event { type } } } } } }
  }
}`;

/** Seals of the real table, and its stages side by side. */
export function stagesDesk(ledger: () => RunningLedger) {
  /** @throws if it is refused */
  async function act<Name extends MutationName>(role: string, mutation: Name, input: object): Promise<Mutation[Name]> {
    const fields = `position version ${mutation === 'sealVersion' ? 'seal { id }' : ''} userErrors { message }`;
    const answer = await mutate(ledger(), mutation, input, fields, { id: `${role}-1`, role });
    if (answer.userErrors.length > 0) throw new Error(JSON.stringify(answer.userErrors));
    return answer;
  }

  return {
    act,
    seal: (stage: string, more = {}) =>
      act('reviewer', 'sealVersion', { budgetId, stage, ...sealingGrounds(stage), ...more }),
    matrix: async (variables: object = {}): Promise<StageMatrix> =>
      (await ledger().data(matrixQuery, { budgetId, ...variables })).stageMatrix,
  };
}

/** A row that is there. */
export const rowOf = ({ rows }: Pick<StageMatrix, 'rows'>, id: string) =>
  rows.nodes.find(({ entityId }) => entityId === id) as StageRow;

/** A cell that is there. */
export const cellOf = (found: StageMatrix, id: string, path: string) =>
  rowOf(found, id).cells.find((cell) => cell.path === path) as StageCell;
