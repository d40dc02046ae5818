import { QueryError } from '../../services/query-error.js';
import type { ObjectId } from './object-id.js';

/** For a text that is no id of this contract. */
export function invalidId(given: string, argument: readonly string[]): QueryError {
  const shown = given.slice(0, 80);
  return new QueryError(
    'INVALID_ID',
    `“${shown}”不是本账本给出过的编号，或被截断、改动过；请原样使用答复中的 id 或 entityId。`,
    `"${shown}" is no id that this ledger gave, or it was cut or altered; use an id or an entityId exactly as an answer has it.`,
    argument,
  );
}

/** For the id of an object at a point, or in a draft, where a permanent id is wanted. */
export function notPermanent(given: string, { entityId, draftId, position }: ObjectId, argument: string[]): QueryError {
  if (draftId !== null && position === null) {
    return new QueryError(
      'INVALID_ID',
      `“${given}”是草案 ${draftId} 中的编号；请一并指明该草案（draftId 或 at.draft），或改用永久编号（entityId）${entityId}。`,
      `"${given}" is the id of a row in the draft ${draftId}; name that draft with it (draftId or at.draft), or give the permanent id (entityId) ${entityId}.`,
      argument,
    );
  }
  return new QueryError(
    'INVALID_ID',
    `“${given}”是某一时点的编号，这里须用永久编号（entityId）：${entityId}；时点请用 at 指明。`,
    `"${given}" is an id at one point; here the permanent id is wanted, the entityId ${entityId}. Name the point by "at".`,
    argument,
  );
}
