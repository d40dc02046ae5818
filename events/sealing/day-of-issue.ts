import type { OpenBudgetState } from '../budget/budget.state.js';
import { isCalendarDate } from '../calendar-date.js';
import { Refusal } from '../refusal.js';

/**
 * The day on the document of an 一下 or 二下: one that has come, and not before that of the seals in force that came down
 * earlier. Days on which a seal was recorded say nothing: what was issued on paper is often sealed here weeks later.
 * @param today in Beijing, YYYY-MM-DD
 * @throws Refusal INVALID_INPUT, FUTURE_TIME, STAGE_OUT_OF_ORDER
 */
export function checkDayOfIssue(issuedOn: string, today: string, { seals, budgetId }: OpenBudgetState): void {
  const shown = issuedOn.slice(0, 40);
  if (!isCalendarDate(issuedOn)) {
    throw new Refusal(
      'INVALID_INPUT',
      `下达日期“${shown}”不是日期；请写成 2024-03-01。`,
      `The day of issue "${shown}" is no date; write 2024-03-01.`,
      { argument: ['issuedOn'], entityId: budgetId },
    );
  }
  if (issuedOn > today) {
    throw new Refusal(
      'FUTURE_TIME',
      `下达日期 ${issuedOn} 在今天（${today}）之后；请填写文件上的日期，尚未下达的待下达后再定稿。`,
      `The day of issue ${issuedOn} is after today (${today}, Beijing time); give the day on the document, and seal what is not issued yet once it is.`,
      { argument: ['issuedOn'], entityId: budgetId },
    );
  }
  const earlier = [...seals.values()].find(
    (seal) => !seal.withdrawn && seal.issuedOn !== null && seal.issuedOn > issuedOn,
  );
  if (earlier === undefined) return;
  throw new Refusal(
    'STAGE_OUT_OF_ORDER',
    `下达日期 ${issuedOn} 早于“${earlier.name}”的下达日期 ${earlier.issuedOn}；请核对两份文件的日期，“${earlier.name}”的日期有误的先撤销再重新定稿。`,
    `The day of issue ${issuedOn} is before that of "${earlier.name}", ${earlier.issuedOn}; check the days of both documents, and if that of "${earlier.name}" is wrong, withdraw that seal and seal it anew.`,
    { argument: ['issuedOn'], entityId: earlier.id },
  );
}
