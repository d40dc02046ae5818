import type { BudgetEvent, ProjectAdded } from './budget.events.js';

/** Beyond this the first event could grow past what one event may hold, so the indicators follow as events. */
const firstContentBytes = 48_000;

/** The events that add a project with its whole first content: one, unless that is too large for one. */
export function addingProject(first: ProjectAdded): BudgetEvent[] {
  if (Buffer.byteLength(JSON.stringify(first)) <= firstContentBytes) return [{ type: 'ProjectAdded', data: first }];
  const { projectId, indicators } = first;
  return [
    { type: 'ProjectAdded', data: { ...first, indicators: [] } },
    ...indicators.map((indicator) => ({ type: 'IndicatorAdded' as const, data: { projectId, indicator } })),
  ];
}
