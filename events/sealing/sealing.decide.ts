import { Refusal } from '../refusal.js';
import { checkText } from '../text.js';
import type { AnnotateSave, SealingCommand } from './sealing.commands.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import type { OpenBudgetState } from '../budget/budget.state.js';
import { checkRole } from '../budget/roles.js';
import { checkSeen } from '../budget/seen.js';
import { issueControlNumber, withdrawControlNumber } from './control-number.decide.js';
import { checkVersionExists, sealVersion } from './seal-version.decide.js';
import type { SaveAnnotated } from './sealing.events.js';
import { withdrawSeal } from './withdraw-seal.decide.js';

/** What is decided about versions of the table. None of it changes a cell. @throws Refusal */
export function decideSealing(command: SealingCommand, state: OpenBudgetState): BudgetEvent[] {
  switch (command.type) {
    case 'IssueControlNumber':
      return issueControlNumber(command, state);
    case 'WithdrawControlNumber':
      return withdrawControlNumber(command, state);
    case 'SealVersion':
      return sealVersion(command, state);
    case 'WithdrawSeal':
      return withdrawSeal(command, state);
    case 'AnnotateSave':
      return annotateSave(command, state);
  }
}

/** No event if the save says so already. */
function annotateSave(command: AnnotateSave, state: OpenBudgetState): BudgetEvent[] {
  const { by, version, reason, basisDocument, said } = command;
  checkRole(by, 'ANNOTATE_SAVE', state);
  checkVersionExists(version, state);
  if (reason === null && basisDocument === null) {
    throw new Refusal(
      'INVALID_INPUT',
      '请给出更正后的理由或文号，至少一项。',
      'Give the corrected reason or the corrected document, at least one of the two.',
      { argument: ['correctedReason'] },
    );
  }
  const data: SaveAnnotated = { version };
  if (reason !== null) data.reason = checkText('reason', reason, ['correctedReason']);
  if (basisDocument !== null) {
    data.basisDocument = checkText('basisDocument', basisDocument, ['correctedBasisDocument']);
  }
  const isSaid = (data.reason ?? said.reason) === said.reason;
  if (isSaid && (data.basisDocument ?? said.basisDocument) === said.basisDocument) return [];
  if (said.stamp !== null) {
    const what = { zh: `版本 ${version} 的更正`, en: `what was said of version ${version}` };
    checkSeen(command.expectedVersion, [{ ...what, stamp: said.stamp, entityId: state.budgetId }]);
  }
  return [{ type: 'SaveAnnotated', data }];
}
