import type { OpenBudget } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import { budgetIdOf } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import { defaultTaxonomy } from '../../../events/taxonomy.js';
import type { OpenBudgetRequest } from '../../../services/services.js';
import type { Prepared } from '../prepared.js';
import type { EarlierTableTools } from './earlier-table.js';
import { earlierTables } from './earlier-table.js';
import { takingOver } from './take-over.js';

export interface OpenerTools extends EarlierTableTools {
  newId: () => string;
}

/** Opens a budget without rows, or with those of an earlier table: all of them in the save that opens it, or none. */
export function budgetOpener({ newId, ...tools }: OpenerTools) {
  const earlierTable = earlierTables(tools);

  async function commandOf({ unitKey, fiscalYear, name, taxonomy, from }: OpenBudgetRequest): Promise<OpenBudget> {
    const earlier = from ? await earlierTable(from) : null;
    const about = {
      budgetId: budgetIdOf(unitKey, fiscalYear),
      unitKey,
      fiscalYear,
      name: name ?? earlier?.name ?? unitKey,
      taxonomy: taxonomy ?? earlier?.taxonomy ?? defaultTaxonomy,
    };
    if (earlier === null) return { type: 'OpenBudget', ...about, edits: [] };
    const { openedFrom } = earlier;
    return { type: 'OpenBudget', ...about, openedFrom, edits: takingOver(earlier, newId) };
  }

  return async (request: OpenBudgetRequest): Promise<Prepared> => {
    const command = await commandOf(request);
    return {
      table: { budgetId: command.budgetId, draftId: null },
      decide: (state) => seenFromInput(() => decide(command, state)).map((event) => ({ event })),
    };
  };
}

/** The edits are not the caller's: what one of them is refused for is the fault of the table, or of the taxonomy. */
function seenFromInput<T>(decided: () => T): T {
  try {
    return decided();
  } catch (error) {
    if (!(error instanceof Refusal) || error.path[0] !== 'edits') throw error;
    const path = [error.code === 'UNKNOWN_CLASS' ? 'taxonomy' : 'from'];
    throw new Refusal(error.code, error.message, error.messageEn, { path, cause: error });
  }
}
