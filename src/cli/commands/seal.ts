import type { Command } from 'commander';
import type { ActorOptions } from '../arguments/actor.js';
import { addActorOptions } from '../arguments/actor.js';
import { failure } from '../failures.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget } from '../arguments/budget.js';
import { parseStage } from '../../../events/sealing/seal-name.js';
import { issuerNames } from '../../../events/sealing/sealing.events.js';
import { listLabels, parseLabel } from '../arguments/choice.js';
import type { Output } from '../terminal/output.js';
import { readLedger } from '../ledger/read-ledger.js';
import { saveAndPrint } from '../ledger/save.js';
import { annotatedJson } from '../text/annotated.js';
import { liftedText, limitsText, sealJson, sealsTable } from '../text/seals.js';
import { findSeal } from '../arguments/seal.js';
import { configOf } from '../ledger/config.js';
import { parseVersion } from '../arguments/version.js';
import { subcommand, addBudgetOptions } from '../arguments/options.js';

interface Options extends BudgetOptions, ActorOptions {
  name?: string;
  contentHash?: string;
  approvedBy?: string;
  issuer?: string;
  issuedOn?: string;
  withoutControlNumber?: string;
  expectedVersion?: string;
  total?: string;
  fiscalAppropriation?: string;
  specialAccount?: string;
  other?: string;
  withdraw?: boolean;
}

export function sealCommand(output: Output): Command {
  return subcommand(
    'seal',
    '定稿与控制数：把某一版本按阶段（一上、一下、二上、二下、调整）或名称定稿。Seals versions by stage or name; control numbers',
    ['seal create 一上 --reason 报送 --approved-by auditor-1', 'seal list', 'seal withdraw 一上 --reason 版本有误'],
  )
    .addCommand(createCommand(output))
    .addCommand(listCommand(output))
    .addCommand(withdrawCommand(output))
    .addCommand(limitCommand(output));
}

function createCommand(output: Output): Command {
  const command = subcommand('create', '把一个版本定稿，表的内容不变。Seals a version; the table stays as it is', [
    'seal create 一上',
    'seal create 一下 --issuer 财政部门 --issued-on 2024-03-01 --document 越财〔2024〕3号 --role finance',
    'seal create 二上 v5 --content-hash 9f2c…',
    'seal create 调整 --name 年中调整 --document 越财〔2024〕9号',
  ])
    .argument('<stage>', '阶段：一上、一下、二上、二下、调整；或别的名称。A stage, or another name')
    .argument('[version]', '版本，缺省为现在。The version; default: now')
    .option('--name <name>', '定稿的名称，缺省为阶段名。What the seal is called; default: as the stage')
    .option(
      '--content-hash <hash>',
      '所看的表的内容哈希，不符则拒绝。Of the table that was looked at; refused if it is another',
    )
    .option(
      '--approved-by <id>',
      '批准人编号（不写姓名），缺省为操作人；为他人的须有 --document。Who approved, by id; default: who seals; of another, with --document',
    )
    .option(
      '--issuer <side>',
      `一下、二下的下达方：${listLabels(issuerNames)}；文号用 --document。Who issued 一下 or 二下, by --document`,
    )
    .option('--issued-on <date>', '一下、二下的下达日期，如 2024-03-01。The day on that document')
    .option('--without-control-number <reason>', '一下、二上无控制数的原因。Why 一下 or 二上 has no control number')
    .option(
      '--expected-version <n>',
      '所看的版本，其后表有改动则拒绝。The version that was looked at; refused if the table has changed',
    );
  return addActorOptions(addBudgetOptions(command)).action(
    (given: string, version: string | undefined, options: Options) =>
      saveAndPrint(configOf(command), output, options, async ({ commands }, reader, request) => {
        const stage = parseStage(given);
        const { expectedVersion, approvedBy, contentHash, issuer, issuedOn, withoutControlNumber } = options;
        const what = {
          budgetId: (await findBudget(reader, options, null)).id,
          stage,
          name: options.name ?? (stage === null ? given : null),
          approvedBy: approvedBy ?? null,
          issuer: parseLabel('--issuer', issuer, issuerNames) ?? null,
          issuedOn: issuedOn ?? null,
          withoutControlNumber: withoutControlNumber ?? null,
          version: version === undefined ? null : parseVersion(version),
          contentHash: contentHash ?? null,
          expectedVersion: expectedVersion === undefined ? null : parseVersion(expectedVersion),
        };
        return commands.sealVersion({ ...request, payload: { sealVersion: what }, ...what });
      }),
  );
}

function listCommand(output: Output): Command {
  const command = subcommand(
    'list',
    '定稿（含已撤销的）与现行控制数。The seals, withdrawn ones too, and the control number in force',
    ['seal list', 'seal list --json'],
  );
  return addBudgetOptions(command).action((options: Options) =>
    readLedger(configOf(command), output, async (reader) => {
      const budget = await findBudget(reader, options, null);
      const seals = await reader.queries.seals(budget);
      const controlNumber = await reader.queries.controlNumber(budget);
      const withdrawn = await reader.queries.controlNumberWithdrawal(budget);
      if (output.json) {
        const shown = {
          seals: await Promise.all(seals.map(sealJson)),
          controlNumber: controlNumber && (await annotatedJson(controlNumber)),
          controlNumberWithdrawal: withdrawn && (await annotatedJson(withdrawn)),
        };
        return output.write(`${JSON.stringify(shown)}\n`);
      }
      if (seals.length > 0) output.write(await sealsTable(output, reader.queries, seals));
      else output.write('没有定稿\n');
      if (controlNumber !== null) output.write(`现行控制数：${limitsText(controlNumber)}\n`);
      if (withdrawn !== null) output.write(`${await liftedText(reader.queries, withdrawn)}\n`);
    }),
  );
}

function withdrawCommand(output: Output): Command {
  const command = subcommand(
    'withdraw',
    '撤销定稿；它仍可查看，阶段可重新定稿。Withdraws a seal; it stays visible, and its stage is free again',
    ['seal withdraw 一上 --reason 版本有误'],
  ).argument('<seal>', '名称、阶段或编号。By name, stage or id');
  return addActorOptions(addBudgetOptions(command)).action((given: string, options: Options) =>
    saveAndPrint(configOf(command), output, options, async ({ commands }, reader, request) => {
      const seal = await findSeal(reader, options, given);
      if (seal === null) {
        throw failure(
          'notFound',
          'NOT_FOUND',
          `没有名称、阶段或编号为“${given}”的定稿；用 seal list 查看。`,
          `There is no seal with the name, stage or id "${given}"; see seal list.`,
        );
      }
      const what = { sealId: seal.id, expectedVersion: null };
      return commands.withdrawSeal({ ...request, payload: { withdrawSeal: what }, ...what });
    }),
  );
}

function limitCommand(output: Output): Command {
  const command = subcommand(
    'limit',
    '下达控制数（万元），取代先前的；未给出的分项不限。Issues a control number; a part that is not given is not limited',
    [
      'seal limit --total 21900 --other 30 --document 越财〔2024〕3号 --role finance',
      'seal limit --withdraw --reason 指标收回 --role finance',
    ],
  )
    .option('--total <amount>', '总计，必填。The total, which is needed')
    .option('--fiscal-appropriation <amount>', '财政拨款。From fiscal appropriation')
    .option('--special-account <amount>', '财政专户拨款。From the special account')
    .option('--other <amount>', '其他资金。From other money')
    .option('--withdraw', '撤销现行控制数，须写明理由。Withdraws the one in force; give a reason');
  return addActorOptions(addBudgetOptions(command)).action((options: Options) =>
    saveAndPrint(configOf(command), output, options, async ({ commands }, reader, request) => {
      const { total, fiscalAppropriation, specialAccount, other } = options;
      const given = Object.entries({ total, fiscalAppropriation, specialAccount, other });
      const limits = Object.fromEntries(given.filter(([, limit]) => limit !== undefined));
      const { id: budgetId } = await findBudget(reader, options, null);
      if (options.withdraw === true) {
        checkNoLimits(limits);
        const lifted = { budgetId, expectedVersion: null };
        return commands.withdrawControlNumber({ ...request, payload: { withdrawControlNumber: lifted }, ...lifted });
      }
      const what = { budgetId, limits, expectedVersion: null };
      return commands.issueControlNumber({ ...request, payload: { issueControlNumber: what }, ...what });
    }),
  );
}

/** @throws Failure USAGE */
function checkNoLimits(limits: object): void {
  if (Object.keys(limits).length === 0) return;
  throw failure(
    'usage',
    'USAGE',
    '--withdraw 撤销控制数，不能同时给出金额；要改为另一控制数，请去掉 --withdraw。',
    '--withdraw lifts the control number and takes no amounts; to issue another one, leave out --withdraw.',
  );
}
