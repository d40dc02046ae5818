import type { EventSource } from '../../../events/envelope.js';
import type { RecordedEvent } from '../../../events/upcast.js';
import type { DecidedSave } from '../random/history.js';

/** The same history, in which every fifth save came of a merge: some cells have another origin than the rest, or none. */
export function withMerges(history: readonly DecidedSave[]): DecidedSave[] {
  return history.map((save, number) => {
    if (number % 5 !== 3) return save;
    const events = save.events.map((event, index): RecordedEvent => ({ ...event, source: mergedAs(event, index) }));
    return { ...save, events };
  });
}

function mergedAs({ id, version, data }: RecordedEvent, index: number): EventSource {
  const draft = '00000000-0008-7000-8000-000000000000';
  const whole = { event: null, version, editor: null };
  if (index % 3 === 2) return { kind: 'promote', draft, ...whole };
  const origin = { event: id, version, editor: `drafter-${index % 2}` };
  const { projectId, indicatorId = projectId } = data as { projectId?: string; indicatorId?: string };
  const others = indicatorId === undefined ? [] : [{ row: indicatorId, path: 'name', ...origin, editor: 'drafter-2' }];
  return index % 2 === 0 ? { kind: 'promote', draft, ...origin, others } : { kind: 'refresh', ...origin, others };
}
