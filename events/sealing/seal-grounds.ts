import { actorIdMeaning, isActorId } from '../actor-id.js';
import { beijingTime } from '../beijing-time.js';
import type { OpenBudgetState, RowStamp } from '../budget/budget.state.js';
import { Refusal } from '../refusal.js';
import { checkAll } from '../refusals.js';
import { checkText } from '../text.js';
import type { SumsBySource } from './control-number.js';
import { checkDayOfIssue } from './day-of-issue.js';
import { aboveControlNumber, controlDifferences, differenceText } from './control-number.js';
import type { SealVersion } from './sealing.commands.js';
import type { ControlDifference, Issued } from './sealing.events.js';
import { issuerNames, stageNames } from './sealing.events.js';

/** What a seal says of who stands for it, and of the control number that it answers to. */
export interface SealGrounds {
  issued: Issued | null;
  withoutControlNumber: string | null;
  controlDifference: ControlDifference[];
}

/** @throws Refusal INVALID_INPUT, ABOVE_CONTROL_NUMBER */
export function sealGrounds(command: SealVersion, sums: SumsBySource, state: OpenBudgetState): SealGrounds {
  const { stage } = command;
  const withoutControlNumber = isEmpty(command.withoutControlNumber) ? null : command.withoutControlNumber;
  const controlDifference = stage === 'SECOND_DOWN' ? controlDifferences(state.controlNumber, sums) : [];
  return checkAll((part) => {
    part(() => {
      if (stage === 'FIRST_DOWN' || stage === 'SECOND_UP') checkControlNumber(stage, withoutControlNumber, state);
      else if (withoutControlNumber !== null) throw needlessReason();
    });
    const issued = part(() => issuedBy(command, state));
    part(() => {
      if (stage === 'SECOND_UP') checkWithinControlNumber(state, sums);
    });
    part(() => {
      if (controlDifference.length > 0 && isEmpty(command.reason)) throw unexplained(controlDifference, state.budgetId);
    });
    return () => ({ issued: issued(), withoutControlNumber, controlDifference });
  });
}

function needlessReason(): Refusal {
  return onlyOf(
    '只有一下、二上说明无控制数的原因',
    'Only FIRST_DOWN and SECOND_UP say why there is no control number',
    'withoutControlNumber',
  );
}

/**
 * Whoever seals, if nobody is named. Somebody else's approval is shown by a document, unless they are who the caller
 * acts for.
 * @throws Refusal INVALID_INPUT
 */
export function approverOf({ approvedBy, by, basisDocument }: SealVersion): string {
  if (isEmpty(approvedBy)) return by.actorId;
  if (approvedBy === by.actorId || approvedBy === by.onBehalfOf) return approvedBy;
  if (!isActorId(approvedBy)) {
    const { zh, en } = actorIdMeaning;
    throw new Refusal(
      'INVALID_INPUT',
      `批准人须写人员编号（${zh}）；请改填其编号，由您本人批准的留空即可。`,
      `The approver is given by their id (${en}); give the id, or nothing if you approve yourself.`,
      { argument: ['approvedBy'] },
    );
  }
  if (!isEmpty(basisDocument)) return approvedBy;
  throw new Refusal(
    'INVALID_INPUT',
    `批准人“${approvedBy}”既不是您本人，也不是您所代办的人；请补填载明其批准的文号。`,
    `The approver "${approvedBy}" is neither you nor the person you act for; give the number of the document that shows the approval.`,
    { argument: ['basisDocument'] },
  );
}

/**
 * 一下 is sealed under a control number, or says why there is none; so is 二上, unless 一下 has said it and none was
 * issued since.
 */
function checkControlNumber(
  stage: 'FIRST_DOWN' | 'SECOND_UP',
  withoutControlNumber: string | null,
  state: OpenBudgetState,
): void {
  const { controlNumber, controlNumberWithdrawn, budgetId } = state;
  const details = { argument: ['withoutControlNumber'], entityId: budgetId };
  const isSaid = withoutControlNumber !== null || (stage === 'SECOND_UP' && state.withoutControlNumber !== null);
  if (controlNumber === null && !isSaid) {
    const [zh, en] =
      controlNumberWithdrawn === null
        ? ['尚未下达控制数', 'no control number has been issued']
        : withdrawnBy(controlNumberWithdrawn);
    throw new Refusal(
      'INVALID_INPUT',
      `${stageNames[stage]}须有控制数，现${zh}；请由财政人员先下达控制数，确无控制数的写明原因（withoutControlNumber）。`,
      `${stage} carries a control number, and ${en}; have finance issue one first, or give the reason why there is none (withoutControlNumber).`,
      details,
    );
  }
  if (withoutControlNumber === null) return;
  checkText('reason', withoutControlNumber, ['withoutControlNumber']);
  if (controlNumber === null) return;
  const { total } = controlNumber;
  const [zh, en] = total === null ? ['', ''] : [`（总计 ${total} 万元）`, ` (total ${total} 万元)`];
  throw new Refusal(
    'INVALID_INPUT',
    `现有有效的控制数${zh}，${stageNames[stage]}不能按无控制数定稿；请去掉无控制数的原因（withoutControlNumber），或由财政人员先撤销控制数。`,
    `There is a control number in force${en}, so ${stage} is not sealed without one; leave out withoutControlNumber, or have finance withdraw the control number first.`,
    details,
  );
}

function withdrawnBy({ actorId, recordedAt, version }: RowStamp): [zh: string, en: string] {
  return [
    `控制数已由“${actorId}”于 ${beijingTime(recordedAt)}撤销（版本 ${version}）`,
    `the control number was withdrawn by "${actorId}" at ${recordedAt} (version ${version})`,
  ];
}

/** null: the stage does not come down from anybody. */
function issuedBy(command: SealVersion, state: OpenBudgetState): Issued | null {
  const { controlNumber, budgetId } = state;
  const { stage, issuer, issuedOn, basisDocument } = command;
  if (stage !== 'FIRST_DOWN' && stage !== 'SECOND_DOWN') {
    if (issuer === null && issuedOn === null) return null;
    const member = issuer === null ? 'issuedOn' : 'issuer';
    throw onlyOf(
      '只有一下、二下写明下达方和下达日期',
      'Only FIRST_DOWN and SECOND_DOWN say who issued them, and when',
      member,
    );
  }
  const ofControlNumber = stage === 'FIRST_DOWN' ? (controlNumber?.document ?? null) : null;
  const document = isEmpty(basisDocument) ? ofControlNumber : basisDocument;
  return checkAll((part) => {
    const by = part(() => issuer ?? missing(stage, 'issuer', budgetId));
    const date = part(() => {
      const day = isEmpty(issuedOn) ? missing(stage, 'issuedOn', budgetId) : issuedOn;
      checkDayOfIssue(day, command.today, state);
      return day;
    });
    const on = part(() => (isEmpty(document) ? missing(stage, 'basisDocument', budgetId) : document));
    return () => ({ issuer: by(), document: on(), date: date() });
  });
}

function missing(stage: 'FIRST_DOWN' | 'SECOND_DOWN', member: keyof typeof needed, entityId: string): never {
  const { zh, en } = needed[member];
  throw new Refusal(
    'INVALID_INPUT',
    `${stageNames[stage]}须写明由谁、凭何文号、于何日下达；请补填${zh}。`,
    `${stage} says who issued it, by which document, and on which day; give ${en}.`,
    { argument: [member], entityId },
  );
}

const needed = {
  issuer: {
    zh: `下达方（issuer）：${issuerNames.FINANCE}（FINANCE）或${issuerNames.SUPERIOR_DEPARTMENT}（SUPERIOR_DEPARTMENT）`,
    en: 'the issuer (FINANCE or SUPERIOR_DEPARTMENT)',
  },
  issuedOn: { zh: '下达日期（issuedOn）', en: 'the day of issue (issuedOn)' },
  basisDocument: { zh: '文号（basisDocument）', en: 'the document (basisDocument)' },
};

function onlyOf(zh: string, en: string, member: string): Refusal {
  return new Refusal('INVALID_INPUT', `${zh}；请去掉 ${member}。`, `${en}; leave out ${member}.`, {
    argument: [member],
  });
}

function checkWithinControlNumber(state: OpenBudgetState, sums: SumsBySource): void {
  const above = aboveControlNumber(state.controlNumber, sums);
  if (above.length === 0) return;
  throw new Refusal(
    'ABOVE_CONTROL_NUMBER',
    `二上须在控制数以内，现超过控制数：${above.map(({ zh }) => zh).join('；')}；请先调减，或由财政重新下达控制数。`,
    `SECOND_UP stays within the control number, and the table is above it: ${above.map(({ en }) => en).join('; ')} (万元); reduce it, or have finance issue another control number.`,
    { argument: ['version'], entityId: state.budgetId },
  );
}

function unexplained(differences: readonly ControlDifference[], entityId: string): Refusal {
  const told = differences.map(differenceText);
  return new Refusal(
    'INVALID_INPUT',
    `二下与控制数不一致：${told.map(({ zh }) => zh).join('；')}；请写明理由。`,
    `SECOND_DOWN differs from the control number: ${told.map(({ en }) => en).join('; ')} (万元); give a reason.`,
    { argument: ['reason'], entityId },
  );
}

function isEmpty(text: string | null): text is '' | null {
  return text === null || text === '';
}
