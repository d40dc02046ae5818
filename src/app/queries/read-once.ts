import type { ChangedCell } from '../../../projections/rows.js';
import type { Queries, RowView } from '../../../services/services.js';

/**
 * The same questions for one operation, which asks many of them again and again: five hundred changes of one save lead to
 * one budget, and its saves are asked for five hundred times. What is read below an object, or at the save of a change, is
 * read once, and the answer is the same object each time, so that what is asked below it is read once, too.
 */
export function readOnce(queries: Queries): Queries {
  const once: Partial<Queries> = {
    budgetAtChange: byKey(tableOf, queries.budgetAtChange),
    projectAtChange: byKey((change) => `${tableOf(change)} ${change.projectId}`, queries.projectAtChange),
    rowAtChange: byKey((change) => `${tableOf(change)} ${change.entityId}`, queries.rowAtChange),
    draftAtChange: byKey(tableOf, queries.draftAtChange),
    mergedFrom: byObject(queries.mergedFrom),
    event: byKey((position) => position, queries.event),
    versions: byObject(queries.versions),
    projectsOf: byObject(queries.projectsOf),
    indicatorsOf: byObject(queries.indicatorsOf),
    history: byRow(queries.history),
    blame: byRow(queries.blame),
    draftTable: byObject(queries.draftTable),
    draftChanges: byObject(queries.draftChanges),
    drafts: byObject(queries.drafts),
    seals: byObject(queries.seals),
    checks: byObject(queries.checks),
    outline: byObject(queries.outline),
    declaredTotals: byObject(queries.declaredTotals),
    controlNumber: byObject(queries.controlNumber),
    controlNumberWithdrawal: byObject(queries.controlNumberWithdrawal),
    fundUserTotals: byObject(queries.fundUserTotals),
    projectOrdinal: byObject(queries.projectOrdinal),
    projectVersion: byObject(queries.projectVersion),
    fundUserVersion: byObject(queries.fundUserVersion),
    projectFundUser: byObject(queries.projectFundUser),
    indicatorVersion: byObject(queries.indicatorVersion),
    projectsInPlaceOf: byObject(queries.projectsInPlaceOf),
    indicatorsInPlaceOf: byObject(queries.indicatorsInPlaceOf),
    actorName: byKey((actorId) => actorId, queries.actorName),
  };
  return { ...queries, ...once };
}

/** The table right after the save of the change. */
function tableOf({ budgetId, draftId, version }: ChangedCell): string {
  return `${draftId ?? budgetId} ${version}`;
}

function byKey<Of, Answer>(keyOf: (of: Of) => string, ask: (of: Of) => Promise<Answer>): (of: Of) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (of) => {
    const key = keyOf(of);
    const answer = known.get(key) ?? ask(of);
    known.set(key, answer);
    return answer;
  };
}

/** What is asked about an object, with arguments that are plain data. */
function byObject<Of extends object, Arguments extends unknown[], Answer>(
  ask: (of: Of, ...args: Arguments) => Promise<Answer>,
): (of: Of, ...args: Arguments) => Promise<Answer> {
  const known = new WeakMap<Of, Map<string, Promise<Answer>>>();
  return (of, ...args) => {
    const own = known.get(of) ?? new Map<string, Promise<Answer>>();
    known.set(of, own);
    const key = args.length === 0 ? '' : JSON.stringify(args);
    const answer = own.get(key) ?? ask(of, ...args);
    own.set(key, answer);
    return answer;
  };
}

/** The row is said by an object that is made for each question, around the one that stays the same. */
function byRow<Arguments extends unknown[], Answer>(
  ask: (of: RowView, ...args: Arguments) => Promise<Answer>,
): (of: RowView, ...args: Arguments) => Promise<Answer> {
  const first = new WeakMap<object, RowView>();
  const once = byObject(ask);
  return (of, ...args) => {
    const [row = of] = Object.values(of) as object[];
    const same = first.get(row) ?? of;
    first.set(row, same);
    return once(same, ...args);
  };
}
