import english from '../../docs/tour.md?raw';
import chinese from '../../docs/tour.zh-CN.md?raw';
import type { TourIds } from '../tour.js';
import { comment, namedQuery, tourOf, withIds } from '../tour.js';

/** The languages that the page speaks: Chinese to whoever reads it, else English. */
export type Language = 'zh-CN' | 'en';

const steps = tourOf(english);

/** The tour in this language, a tab for each step: what it shows, and the query, ready to be run. */
export function tabsOfTour(language: Language, ids: TourIds): { query: string }[] {
  const told = language === 'zh-CN' ? tourOf(chinese) : steps;
  return steps.map((step, index) => ({
    query: `${comment(told[index]?.prose ?? step.prose)}\n${withIds(namedQuery(step), ids).trimEnd()}\n`,
  }));
}

/** The step whose answer has the id of the row that the others are about. */
export const queryOfId = steps.find(({ query }) => /^\{\s*indicators\(/.test(query))?.query ?? '';
