import type { BudgetEvent, ProjectAdded } from './budget.events.js';

/**
 * Above this a project's event could exceed what one event may hold, so its indicators follow as events of their own.
 */
const firstContentBytes = 48_000;

/** The events that add a project with all its indicators: one, or several if it is too large for one. */
export function eventsAddingProject(first: ProjectAdded): BudgetEvent[] {
  if (Buffer.byteLength(JSON.stringify(first)) <= firstContentBytes) return [{ type: 'ProjectAdded', data: first }];
  const { projectId, indicators } = first;
  return [
    { type: 'ProjectAdded', data: { ...first, indicators: [] } },
    ...indicators.map((indicator) => ({ type: 'IndicatorAdded' as const, data: { projectId, indicator } })),
  ];
}
