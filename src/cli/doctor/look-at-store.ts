import { CannotRead } from '../../ports/cannot-read.js';
import type { IntegrityCheck, StoreReport } from '../../ports/store-reports.js';
import { describeSize } from './examine-machine.js';
import type { Finding, findingsOf } from './finding.js';

/** Nothing is said where the engine does not know it. */
export function sizeIn(bytes: number | null, comma: string): string {
  return bytes === null ? '' : `${comma}${describeSize(bytes)}`;
}

export function examineDamage(
  area: ReturnType<typeof findingsOf>,
  check: IntegrityCheck | null,
  advice: { zh: string; en: string },
): Finding[] {
  if (check === null) return [];
  const { name, damage } = check;
  if (damage.length === 0) return [area.ok(`数据库检查通过（${name}）`, `passes the check of its database (${name})`)];
  return [
    area.problem(
      `数据库已损坏：${damage.join('；')}；${advice.zh}`,
      `The database is damaged: ${damage.join('; ')}. ${advice.en}`,
    ),
  ];
}

export function remind(area: ReturnType<typeof findingsOf>, { reminders }: Pick<StoreReport, 'reminders'>): Finding[] {
  return reminders.map(({ zh, en }) => area.warning(`${zh}。`, `${en}.`));
}

/** A store that cannot be looked at is a finding, too. */
export async function caught(area: ReturnType<typeof findingsOf>, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof CannotRead) {
      const { zh, en } = error.explanation;
      return [error.code === 'NOTHING_THERE' ? area.warning(zh, en) : area.problem(zh, en)];
    }
    if (error instanceof Error && 'messageEn' in error) return [area.problem(error.message, String(error.messageEn))];
    const said = error instanceof Error ? error.message : String(error);
    return [area.problem(`无法检查：${said}`, `Cannot be checked: ${said}`)];
  }
}
