import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { givenMembers } from '../given-members.js';
import { rightAfter } from '../basis/root-arguments.js';
import type { Context } from '../context.js';
import type { CommandFields } from '../editing/command.input.js';
import { BudgetPayload } from '../editing/payloads.js';
import { answered, commandRequest } from '../editing/perform.js';
import type { Done } from '../../services/services.js';
import {
  AnnotateSaveInput,
  IssueControlNumberInput,
  SealVersionInput,
  WithdrawControlNumberInput,
  WithdrawSealInput,
} from './sealing.input.js';
import { SealPayload } from './sealing.type.js';

@Resolver()
export class SealingResolver {
  @Mutation(() => BudgetPayload, {
    description: 'Issues a control number: 二上 cannot be sealed above the one in force. Changes no cell.',
  })
  issueControlNumber(
    @Arg('input', () => IssueControlNumberInput) input: InstanceType<typeof IssueControlNumberInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const { budgetId, total, fiscalAppropriation, specialAccount, other } = input;
    const limits = { total, fiscalAppropriation, specialAccount, other };
    return sealed(input, context, (commands) =>
      commands.issueControlNumber({
        ...commandRequest('issueControlNumber', input, context),
        budgetId,
        limits: givenMembers(limits),
      }),
    );
  }

  @Mutation(() => BudgetPayload, {
    description: 'Lifts the control number in force: `Budget.controlNumberWithdrawal` says who, when and why.',
  })
  withdrawControlNumber(
    @Arg('input', () => WithdrawControlNumberInput) input: InstanceType<typeof WithdrawControlNumberInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const { budgetId } = input;
    return sealed(input, context, (commands) =>
      commands.withdrawControlNumber({
        ...commandRequest('withdrawControlNumber', input, context),
        budgetId,
      }),
    );
  }

  @Mutation(() => SealPayload, {
    description: 'Seals a version of the table under a stage or a name. The save changes no cell.',
  })
  sealVersion(
    @Arg('input', () => SealVersionInput) input: InstanceType<typeof SealVersionInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const { budgetId, stage, name, version, contentHash, approvedBy } = input;
    const { issuer, issuedOn, withoutControlNumber } = input;
    return sealed(input, context, (commands) =>
      commands.sealVersion({
        ...commandRequest('sealVersion', input, context),
        budgetId,
        stage: stage ?? null,
        name: name ?? null,
        version: version ?? null,
        contentHash: contentHash ?? null,
        approvedBy: approvedBy ?? null,
        issuer: issuer ?? null,
        issuedOn: issuedOn ?? null,
        withoutControlNumber: withoutControlNumber ?? null,
      }),
    );
  }

  @Mutation(() => SealPayload, {
    description:
      'Withdraws a seal. It stays visible and readable, with who withdrew it and why; its stage is free again.',
  })
  withdrawSeal(
    @Arg('input', () => WithdrawSealInput) input: InstanceType<typeof WithdrawSealInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const { sealId } = input;
    return sealed(input, context, (commands) =>
      commands.withdrawSeal({
        ...commandRequest('withdrawSeal', input, context),
        sealId,
      }),
    );
  }

  @Mutation(() => BudgetPayload, {
    description: 'Corrects the reason or the 文号 of a save by saying so beside it: `Version.annotations`.',
  })
  annotateSave(
    @Arg('input', () => AnnotateSaveInput) input: InstanceType<typeof AnnotateSaveInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const { budgetId, version, correctedReason, correctedBasisDocument } = input;
    return sealed(input, context, (commands) =>
      commands.annotateSave({
        ...commandRequest('annotateSave', input, context),
        budgetId,
        version,
        correctedReason: correctedReason ?? null,
        correctedBasisDocument: correctedBasisDocument ?? null,
      }),
    );
  }
}

function sealed(input: CommandFields, context: Context, run: Parameters<typeof answered>[2]): Promise<object> {
  return answered(input, context, run, (done) => ({ seal: () => sealAfter(done, context) }));
}

/** The seal that a save made or withdrew, right after it. */
async function sealAfter(done: Done, context: Context) {
  for (const event of done.events) {
    if (event.type !== 'VersionSealed' && event.type !== 'SealWithdrawn') continue;
    return context.services.queries.seal(event.data.sealId, await rightAfter(done, context));
  }
  return null;
}
