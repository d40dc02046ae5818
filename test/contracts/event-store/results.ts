import { expect } from '@jest/globals';
import type { CommandOutcome, EventStore, NewSave, StoredEvent } from '../../../src/ports/event-store.js';
import { CommandRepeated, ledgerStart, RevisionConflict, StoreUnavailable } from '../../../src/ports/event-store.js';

export type Result = PromiseSettledResult<CommandOutcome> | undefined;

/** Issues the saves in this order without waiting for any of them. */
export function issue(store: EventStore, ...saves: readonly NewSave[]): Promise<Result[]> {
  return Promise.allSettled(saves.map((save) => store.append(save)));
}

/** Appends one after the other and gives the outcomes. */
export async function appendAll(store: EventStore, saves: readonly NewSave[]): Promise<CommandOutcome[]> {
  const outcomes: CommandOutcome[] = [];
  for (const save of saves) outcomes.push(await store.append(save));
  return outcomes;
}

/** Checks every field of what an append came to, and gives it. */
export function expectAppended(result: Result, save: NewSave): CommandOutcome {
  if (result?.status !== 'fulfilled') throw new Error('the save was not appended', { cause: result?.reason });
  const { stream, version, commandId, commandHash, expectedRevision, events } = save;
  const { firstPosition, lastPosition, ...rest } = result.value;
  expect(rest).toEqual({
    stream,
    version,
    commandId,
    commandHash,
    firstRevision: expectedRevision + 1,
    lastRevision: expectedRevision + events.length,
  });
  expect([typeof firstPosition, typeof lastPosition]).toEqual(['string', 'string']);
  expect(firstPosition > ledgerStart).toBe(true);
  expect(firstPosition < lastPosition).toBe(events.length > 1);
  expect(firstPosition > lastPosition).toBe(false);
  return result.value;
}

export function expectConflict(result: Result, save: NewSave, actualRevision: number): void {
  const { stream, expectedRevision } = save;
  expectRefusal(result, new RevisionConflict(stream, expectedRevision, actualRevision));
}

export function expectRepeated(result: Result, outcome: CommandOutcome): void {
  expectRefusal(result, new CommandRepeated(outcome));
}

/** The message is the engine's own. */
export function expectUnavailable(result: PromiseSettledResult<unknown> | undefined): void {
  const reason: unknown = result?.status === 'rejected' ? result.reason : 'nothing was refused';
  expect(reason).toBeInstanceOf(StoreUnavailable);
  expect(reason).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect((reason as StoreUnavailable).message).not.toBe('');
}

function expectRefusal(result: Result, expected: Error): void {
  const reason: unknown = result?.status === 'rejected' ? result.reason : 'nothing was refused';
  expect(reason).toBeInstanceOf(expected.constructor);
  expect({ ...(reason as Error), message: (reason as Error).message }).toEqual({
    ...expected,
    message: expected.message,
  });
}

/** Checks that these events, no others, are stored in this order, each field as it was given and acknowledged. */
export function expectStored(
  events: readonly StoredEvent[],
  ...saved: readonly (readonly [NewSave, CommandOutcome])[]
): void {
  expect(events.map(({ position, ...rest }) => rest)).toEqual(
    saved.flatMap(([{ stream, expectedRevision, events: given }]) =>
      given.map((event, index) => ({ ...event, stream, revision: expectedRevision + 1 + index })),
    ),
  );
  expectAscending(events.map(({ position }) => position));
  let first = 0;
  for (const [save, { firstPosition, lastPosition }] of saved) {
    const ofSave = events.slice(first, (first += save.events.length));
    expect([ofSave.at(0)?.position, ofSave.at(-1)?.position]).toEqual([firstPosition, lastPosition]);
  }
}

/** Positions are strings that only their order is known of. */
export function expectAscending(positions: readonly string[]): void {
  expect(positions.filter((position, index) => index > 0 && !(position > (positions[index - 1] ?? '')))).toEqual([]);
}
