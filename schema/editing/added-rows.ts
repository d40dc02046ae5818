import type { RecordedEvent } from '../../events/upcast.js';
import type { ChangeInput } from './change.input.js';
import type { AddedRowType } from './payloads.js';

/**
 * The rows that a save added, by the refs of the changes that asked for them: taken from its events, so that a repeated
 * command is answered with the same ids. Each change that adds a row has one event of its own, in the same order; a
 * project too large for one event is followed by its indicators.
 */
export function addedRows(changes: readonly ChangeInput[], events: readonly RecordedEvent[]): AddedRowType[] {
  const added: AddedRowType[] = [];
  let next = 0;
  const take = <Type extends RecordedEvent['type']>(type: Type) => {
    while (next < events.length && events[next]?.type !== type) next += 1;
    return events[next++] as Extract<RecordedEvent, { type: Type }> | undefined;
  };
  const name = (ref: string | null | undefined, id: string | undefined) => {
    if (ref && id !== undefined) added.push({ ref, entityId: id });
  };
  for (const { addFundUser, addProject, addIndicator } of changes) {
    if (addFundUser !== undefined) name(addFundUser.ref, take('FundUserAdded')?.data.fundUserId);
    if (addIndicator !== undefined) name(addIndicator.ref, take('IndicatorAdded')?.data.indicator.indicatorId);
    if (addProject === undefined) continue;
    const event = take('ProjectAdded');
    name(addProject.ref, event?.data.projectId);
    if (event?.data.indicators.length === 0) next += addProject.indicators?.length ?? 0;
  }
  return added;
}
