import { Refusal } from '../refusal.js';
import { checkAll } from '../refusals.js';
import { classOf, taxonomyOf } from '../taxonomy.js';
import { checkText } from '../text.js';
import type { NewIndicator } from './budget.commands.js';
import type { IndicatorContent } from './budget.events.js';
import type { OpenBudgetState, ProjectState } from './budget.state.js';
import { nameTaken } from './editing.js';
import { lineageOf } from './budget.state.js';

/** @throws Refusal, or Refusals with the place of each cell that is wrong */
export function checkNewIndicator(
  state: OpenBudgetState,
  input: NewIndicator,
  argument: string[],
): Omit<IndicatorContent, 'place'> {
  return checkAll((part) => {
    const level2 = part(() => checkClass(state, input.level2, [...argument, 'level2']));
    const name = part(() => checkText('name', input.name, [...argument, 'name']));
    const cycleTarget = part(() => checkText('target', input.cycleTarget, [...argument, 'cycleTarget']));
    const annualTarget = part(() => checkText('target', input.annualTarget, [...argument, 'annualTarget']));
    return () => ({
      indicatorId: input.indicatorId,
      level2: level2(),
      name: name(),
      cycleTarget: cycleTarget(),
      annualTarget: annualTarget(),
      ...lineageOf(input),
    });
  });
}

/** @throws Refusal UNKNOWN_CLASS with the codes that the budget's taxonomy has */
export function checkClass(state: OpenBudgetState, level2: string, argument: string[]): string {
  const taxonomy = taxonomyOf(state.taxonomy);
  if (taxonomy !== undefined && classOf(taxonomy, level2) !== undefined) return level2;
  const known = (taxonomy?.level2 ?? []).map(({ code, name }) => `${code} ${name}`).join('、');
  const shown = JSON.stringify(level2.slice(0, 20));
  throw new Refusal(
    'UNKNOWN_CLASS',
    `本预算的指标分类（${state.taxonomy}）没有二级代码${shown}；可用：${known}。`,
    `The budget's taxonomy (${state.taxonomy}) has no level-2 code ${shown}; it has: ${known}.`,
    { argument },
  );
}

/** No two indicators of a project may share class and name, because an import matches rows by these two. */
export function checkIndicatorName(
  project: ProjectState,
  wanted: { level2: string; name: string },
  ownId: string | null,
  argument: string[],
): void {
  const holder = project.indicators.find(
    (row) => row.level2 === wanted.level2 && row.name === wanted.name && !row.withdrawn && row.id !== ownId,
  );
  if (holder !== undefined) throw indicatorNameTaken(wanted, argument, holder.id);
}

export function indicatorNameTaken(wanted: { level2: string; name: string }, argument: string[], id?: string): Refusal {
  return nameTaken('绩效指标', 'an indicator', `${wanted.level2}-${wanted.name}`, argument, id);
}
