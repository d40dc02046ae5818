import type { Command } from 'commander';
import type { ActorOptions } from '../arguments/actor.js';
import { addIdentityOptions } from '../arguments/actor.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget } from '../arguments/budget.js';
import type { Output } from '../terminal/output.js';
import { saveAndPrint } from '../ledger/save.js';
import { configOf } from '../ledger/config.js';
import { parseVersion } from '../arguments/version.js';
import { subcommand, addBudgetOptions } from '../arguments/options.js';

/** Here the reason and the document are what the save should have said. */
interface Options extends BudgetOptions, ActorOptions {
  why?: string;
}

export function annotateCommand(output: Output): Command {
  const command = subcommand(
    'annotate',
    '更正某次保存的理由或文号：记在旁边，原文仍在，表的内容不变。Corrects the reason or document of a save; what it said stays beside it, the table as it is',
    [
      'annotate v2 --document 越财〔2024〕9号',
      'annotate v2 --reason 年中调减 --why 原理由写错',
      'annotate v2 --reason ""',
    ],
  )
    .argument('<version>', '保存的版本。The version that the save made')
    .option('--reason <text>', '应为的理由，空为应无；缺省不变。What its reason should have been; empty: none')
    .option('--document <number>', '应为的文号，空为应无；缺省不变。What its document should have been; empty: none')
    .option('--why <text>', '为何更正。Why it is corrected');
  return addIdentityOptions(addBudgetOptions(command)).action((given: string, options: Options) => {
    const { why, reason, document, ...who } = options;
    const own = why === undefined ? who : { ...who, reason: why };
    return saveAndPrint(configOf(command), output, own, async ({ commands }, reader, request) => {
      const what = {
        budgetId: (await findBudget(reader, who, null)).id,
        version: parseVersion(given),
        expectedVersion: null,
        correctedReason: reason ?? null,
        correctedBasisDocument: document ?? null,
      };
      return commands.annotateSave({ ...request, payload: { annotateSave: what }, ...what });
    });
  });
}
