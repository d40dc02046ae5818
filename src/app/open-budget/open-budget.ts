import type { OpenBudget } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import { budgetIdOf } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import { eachRefusal } from '../../../events/refusals.js';
import { defaultTaxonomy } from '../../../events/taxonomy.js';
import type { Answering, Commands, OpenBudgetRequest } from '../../../services/services.js';
import type { Perform } from '../command-runner.js';
import { askedBy } from '../intent.js';
import type { Decision } from '../plan.js';
import { decision } from '../plan.js';
import { answerOrRefusal } from '../refused.js';
import type { EarlierTable, EarlierTableTools } from './earlier-table.js';
import { earlierTables } from './earlier-table.js';
import { takingOver } from './take-over.js';

export interface OpenerTools<Outcome> extends EarlierTableTools {
  perform: Perform<Outcome>;
}

/** Opens a budget without rows, or with those of an earlier table: all of them in the save that opens it, or none. */
export function budgetOpener<Outcome>({
  perform,
  ...tools
}: OpenerTools<Outcome>): Answering<Pick<Commands, 'openBudget'>, Outcome> {
  const earlierTable = earlierTables(tools);
  return {
    openBudget: (request) =>
      answerOrRefusal(() =>
        perform(request, async (newIds) => {
          const earlier = request.from ? await earlierTable(request.from, request.expectedVersion ?? null) : null;
          return planOpening(request, earlier, newIds());
        }),
      ),
  };
}

function planOpening(request: OpenBudgetRequest, earlier: EarlierTable | null, newId: () => string): Decision {
  const command = commandOf(request, earlier, newId);
  const table = { budgetId: command.budgetId, draftId: null };
  return decision(table, (state) => seenFromInput(() => decide(command, state)));
}

function commandOf(request: OpenBudgetRequest, earlier: EarlierTable | null, newId: () => string): OpenBudget {
  const { unitKey, fiscalYear, name, taxonomy } = request;
  const about = {
    by: askedBy(request),
    expectedVersion: request.expectedVersion ?? null,
    budgetId: budgetIdOf(unitKey, fiscalYear),
    unitKey,
    fiscalYear,
    name: name ?? earlier?.name ?? unitKey,
    taxonomy: taxonomy ?? earlier?.taxonomy ?? defaultTaxonomy,
  };
  if (earlier === null) return { type: 'OpenBudget', ...about, edits: [] };
  const { openedFrom, seenHash } = earlier;
  return { type: 'OpenBudget', ...about, openedFrom, seenHash, edits: takingOver(earlier, newId) };
}

/** The edits are not the caller's: what one of them is refused for is the fault of the table, or of the taxonomy. */
function seenFromInput<T>(decideOpening: () => T): T {
  try {
    return decideOpening();
  } catch (error) {
    throw eachRefusal(error, (refusal) => {
      if (refusal.argument[0] !== 'edits') return refusal;
      const argument = [refusal.code === 'UNKNOWN_CLASS' ? 'taxonomy' : 'from'];
      return new Refusal(refusal.code, refusal.message, refusal.messageEn, { argument, cause: refusal });
    });
  }
}
