import type { Command } from 'commander';
import type { Refusal } from '../../../events/refusal.js';
import type { ActorOptions } from '../arguments/actor.js';
import { addIdentityOptions } from '../arguments/actor.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget } from '../arguments/budget.js';
import type { Output } from '../terminal/output.js';
import { saveAndPrint } from '../ledger/save.js';
import { configOf } from '../ledger/config.js';
import { parseVersion } from '../arguments/version.js';
import { subcommand, addBudgetOptions } from '../arguments/options.js';

/** Here the reason and the document are what the save should have said; the correction's own are apart. */
interface Options extends BudgetOptions, ActorOptions {
  why?: string;
  whyDocument?: string;
}

export function annotateCommand(output: Output): Command {
  const command = subcommand(
    'annotate',
    '更正某次保存的理由或文号：记在旁边，原文仍在，表的内容不变。Corrects the reason or document of a save; what it said stays beside it, the table as it is',
    [
      'annotate v2 --document 越财〔2024〕9号',
      'annotate v2 --reason 年中调减 --why 原理由写错',
      'annotate v2 --reason ""',
      'annotate v2 --document 越财〔2024〕9号 --why 文号漏填 --why-document 越商〔2024〕7号',
    ],
  )
    .argument('<version>', '保存的版本。The version that the save made')
    .option('--reason <text>', '应为的理由，空为应无；缺省不变。What its reason should have been; empty: none')
    .option('--document <number>', '应为的文号，空为应无；缺省不变。What its document should have been; empty: none')
    .option('--why <text>', '为何更正，二下之后必填。Why it is corrected; needed after 二下')
    .option(
      '--why-document <number>',
      '更正本身的依据文号，二下之后所须。The document that the correction itself rests on, as saves after 二下 do',
    );
  return addIdentityOptions(addBudgetOptions(command)).action((given: string, options: Options) => {
    const { why, whyDocument, reason, document, ...who } = options;
    const own = {
      ...who,
      ...(why === undefined ? {} : { reason: why }),
      ...(whyDocument === undefined ? {} : { document: whyDocument }),
    };
    return saveAndPrint(configOf(command), output, own, async ({ commands }, reader, request) => {
      const what = {
        budgetId: (await findBudget(reader, who, null)).id,
        version: parseVersion(given),
        expectedVersion: null,
        correctedReason: reason ?? null,
        correctedBasisDocument: document ?? null,
      };
      const answer = await commands.annotateSave({ ...request, payload: { annotateSave: what }, ...what });
      return answer.refused ? { ...answer, refusals: answer.refusals.map(namingOptions) } : answer;
    });
  });
}

/** The reason and the document of the correction itself have options of other names than those of other commands. */
function namingOptions(refusal: Refusal): Refusal {
  const [member = ''] = refusal.argument;
  const option = ({ reason: '--why', basisDocument: '--why-document' } as Record<string, string>)[member];
  if (option === undefined) return refusal;
  return refusal.saying(
    `${refusal.message}更正本身的，用 ${option} 写明。`,
    `${refusal.messageEn} Of the correction itself it is given as ${option}.`,
  );
}
