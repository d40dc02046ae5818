import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../events/budget/budget.events.js';
import { budgetSchemaVersions } from '../../events/budget/budget.events.js';
import { maxEventBytes } from '../../events/envelope.js';
import type { SaveEnvelope } from '../../events/record.js';
import { decodeEvent, encodeEvent, envelop } from '../../events/record.js';
import { textBounds } from '../../events/text.js';
import { addProject, editing, fact, newIndicator } from '../support/given-when-then/budget-builders.js';
import { refusalOf, stateAfter } from '../support/given-when-then/decider-spec.js';
import { hospitalBudget } from '../support/given-when-then/every-edit.js';
import { anySaves, openedEvent, playSaves } from '../support/random/edits.js';
import { sampleSave } from '../support/given-when-then/stored-event.js';

function recordsOf(facts: readonly BudgetEvent[], save: SaveEnvelope = sampleSave, firstRevision = 0) {
  let ids = 0;
  return envelop(facts, save, firstRevision, () => `event-${(ids += 1)}`);
}

const revised = (goal: string) => fact('ProjectGoalRevised', { projectId: 'ward', goal });

describe('the events of a save', () => {
  const [first, second, third] = recordsOf([openedEvent, revised('一'), revised('二')], sampleSave, 7);

  it('have ids of their own, and revisions that follow each other', () => {
    expect([first, second, third].map((event) => [event?.id, event?.revision])).toEqual([
      ['event-1', 7],
      ['event-2', 8],
      ['event-3', 9],
    ]);
  });

  it('are ended by the last one alone', () => {
    expect([first, second, third].map((event) => event?.endsSave)).toEqual([false, false, true]);
  });

  it('share what the save says about itself, and carry the newest schema version of their types', () => {
    expect(first).toEqual({
      ...sampleSave,
      ...openedEvent,
      id: 'event-1',
      schemaVersion: 2,
      revision: 7,
      endsSave: false,
    });
    expect(third).toEqual({
      ...sampleSave,
      ...revised('二'),
      id: 'event-3',
      schemaVersion: 1,
      revision: 9,
      endsSave: true,
    });
  });

  it('are none where there are no facts', () => {
    expect(recordsOf([])).toEqual([]);
  });
});

describe('a record', () => {
  it('is canonical JSON that reads back as the event, whatever happened', () => {
    fc.assert(
      fc.property(anySaves({ maxSaves: 4 }), (saves) => {
        for (const event of recordsOf([openedEvent, ...playSaves(saves).flatMap(({ events }) => events)])) {
          const body = encodeEvent(event);
          expect(decodeEvent(body)).toEqual(event);
          expect(encodeEvent(decodeEvent(body))).toBe(body);
          expect(event.schemaVersion).toBe(budgetSchemaVersions[event.type]);
        }
      }),
    );
  });

  const bodyOf = (goal: string) =>
    recordsOf([revised(goal)])
      .map(encodeEvent)
      .join();
  const room = maxEventBytes - Buffer.byteLength(bodyOf(''));

  it('may have 65,535 bytes and not one more', () => {
    expect(Buffer.byteLength(bodyOf('g'.repeat(room)))).toBe(65_535);
    const { code, message, messageEn } = refusalOf(() => bodyOf('g'.repeat(room + 1)));
    expect([code, message, messageEn].join(' ')).toMatch(/^TOO_LARGE .*65536.*65535.*65536.*65535/);
  });

  it('counts bytes, of which a Chinese character has three', () => {
    const fitting = Math.floor(room / 3);
    expect(bodyOf('字'.repeat(fitting))).toContain('字');
    expect(refusalOf(() => bodyOf('字'.repeat(fitting + 1))).code).toBe('TOO_LARGE');
  });

  it('holds the longest Chinese texts that cells, reason and document can have', () => {
    const longest = { reason: '理'.repeat(textBounds.reason), basisDocument: '文'.repeat(textBounds.basisDocument) };
    const text = (kind: keyof typeof textBounds) => '字'.repeat(textBounds[kind]);
    const indicators = Array.from({ length: 20 }, (_, index) =>
      newIndicator(`i-${index}`, {
        name: `${index}`.padEnd(textBounds.name, '字'),
        cycleTarget: text('target'),
        annualTarget: text('target'),
      }),
    );
    const command = editing(addProject('n', { name: text('name'), goal: text('goal'), indicators }));
    for (const event of recordsOf(decide(command, stateAfter(...hospitalBudget)), { ...sampleSave, ...longest })) {
      expect(Buffer.byteLength(encodeEvent(event))).toBeLessThanOrEqual(maxEventBytes);
    }
  });
});
