import { describe, expect, it } from '@jest/globals';
import { evolve } from '../../events/budget/budget.evolve.js';
import { absentBudget } from '../../events/budget/budget.state.js';
import type { EventEnvelope } from '../../events/envelope.js';
import { decodeEvent, ofTable } from '../../events/record.js';
import { schemaVersions, upcast as upcastAny } from '../../events/upcast.js';
import { opened } from '../support/given-when-then/budget-builders.js';
import { stateAfter } from '../support/given-when-then/decider-spec.js';
import { by, draftAfter, draftOf, draftOpened, hospitalBase } from '../support/given-when-then/drafts.js';
import { hospitalBudget } from '../support/given-when-then/every-edit.js';
import { tableHash } from '../support/given-when-then/sealing.js';
import { stampOf } from '../support/random/edits.js';
import { storedEvent } from '../support/given-when-then/stored-event.js';

const upcast = (stored: EventEnvelope) => ofTable(upcastAny(stored));

const first = { budgetId: 'budget-1', unit: '卫生局', fiscalYear: 2024, taxonomy: 'cn-2020' };
const second = { budgetId: 'budget-1', unitKey: '卫生局', name: '卫生局', fiscalYear: 2024, taxonomy: 'cn-2020' };

describe('a stored event', () => {
  it('BudgetOpened of schema version 1 is read as version 2: the printed name was the key too', () => {
    const stored = storedEvent({ type: 'BudgetOpened', schemaVersion: 1, data: first });
    expect(upcast(stored)).toEqual({ ...stored, schemaVersion: 2, data: second });
    expect(evolve(absentBudget, upcast(stored), stampOf(1))).toEqual(evolve(absentBudget, opened(), stampOf(1)));
  });

  it.each([
    [true, { kind: null, reason: '年中调整', basisDocument: '财预〔2024〕9号' }],
    [false, null],
  ])('DraftOpened of schema version 1 is an adjustment of unknown kind, if one: %s', (adjustment, read) => {
    const said = { reason: '年中调整', basisDocument: '财预〔2024〕9号' };
    const { data } = draftOpened();
    const stored = storedEvent({ type: 'DraftOpened', schemaVersion: 1, data: { ...data, adjustment }, ...said });
    expect(upcast(stored)).toEqual({ ...stored, schemaVersion: 2, data: { ...data, adjustment: read } });
    const draft = draftOf(stateAfter(...hospitalBudget), upcast(stored)).draft;
    expect(draft).toMatchObject({ adjustment: read, openedBy: ['opener'] });
  });

  it('DraftRefreshed of schema version 1 does not say whether something was chosen: whoever refreshed has edited', () => {
    const stored = storedEvent({ type: 'DraftRefreshed', schemaVersion: 1, data: { base: hospitalBase } });
    expect(upcast(stored)).toEqual({ ...stored, schemaVersion: 2, data: { base: hospitalBase, choices: null } });
    expect(draftAfter(by('clerk', upcast(stored))).draft?.editors.toArray()).toEqual(['clerk']);
  });

  it('VersionSealed of schema version 1 is read as one whose issue and control number nobody was asked for', () => {
    const data = {
      sealId: 'seal-1',
      stage: 'FIRST_DOWN',
      name: '一下',
      version: 1,
      contentHash: tableHash,
      approvedBy: '王局长',
    };
    const stored = storedEvent({ type: 'VersionSealed', schemaVersion: 1, data });
    const unasked = { issued: null, withoutControlNumber: null, controlDifference: [] };
    expect(upcast(stored)).toEqual({ ...stored, schemaVersion: 2, data: { ...data, ...unasked } });
    expect(evolve(stateAfter(opened()), upcast(stored), stampOf(2))).toMatchObject({ version: 2 });
  });

  it('ControlNumberIssued of schema version 1 is read with the document of its save', () => {
    const data = { total: '100', fiscalAppropriation: null, specialAccount: null, other: null };
    for (const basisDocument of ['越财〔2024〕3号', null]) {
      const stored = storedEvent({ type: 'ControlNumberIssued', schemaVersion: 1, data, basisDocument });
      expect(upcast(stored)).toEqual({ ...stored, schemaVersion: 2, data: { ...data, document: basisDocument } });
    }
  });

  it('DraftPromoted of schema version 1 is read as version 2: what its preview showed was the table', () => {
    const data = {
      draftId: 'draft-1',
      version: 3,
      base: { version: 1, revision: 0, contentHash: 'b' },
      contentHash: 'c',
    };
    const stored = storedEvent({ type: 'DraftPromoted', schemaVersion: 1, data });
    expect(upcast(stored)).toEqual({ ...stored, schemaVersion: 2, data: { ...data, changesHash: null } });
  });

  it('is left as it was stored', () => {
    const stored = storedEvent({ type: 'BudgetOpened', schemaVersion: 1, data: first });
    upcast(stored);
    expect(stored).toEqual(storedEvent({ type: 'BudgetOpened', schemaVersion: 1, data: first }));
  });

  it.each(Object.entries(schemaVersions))(
    '%s of the newest schema version, %d, is read as it is',
    (type, schemaVersion) => {
      const stored = storedEvent({ type, schemaVersion, data: { name: '卫健局' } });
      expect(upcastAny(stored)).toEqual(stored);
    },
  );

  it.each(Object.entries(schemaVersions))('%s of any schema version up to %d can be read', (type, newest) => {
    for (let schemaVersion = 1; schemaVersion <= newest; schemaVersion += 1) {
      expect(upcastAny(storedEvent({ type, schemaVersion, data: {} })).schemaVersion).toBe(newest);
    }
  });

  it.each([3, 0, -1, 1.5, Number.NaN])('BudgetOpened of schema version %d is refused', (schemaVersion) => {
    expect(() => upcast(storedEvent({ type: 'BudgetOpened', schemaVersion }))).toThrow(/BudgetOpened/);
  });

  it.each(['BudgetClosed', '', 'budgetOpened', 'constructor', '__proto__', 'toString'])(
    'of type %j is refused',
    (type) => {
      expect(() => upcast(storedEvent({ type }))).toThrow(/which this program cannot read$/);
    },
  );

  it.each(['LossAccepted', 'ClockCorrected'])('of the ledger itself, %s, is refused as one of a table', (type) => {
    const stored = storedEvent({ type, stream: 'ledger' });
    expect(() => upcast(stored)).toThrow(`event event-1 is a ${type}, which is of no table`);
    expect(() => decodeEvent(JSON.stringify(stored))).toThrow(/which is of no table$/);
  });

  it('is refused by its id, so that it can be found', () => {
    const body = JSON.stringify(storedEvent({ id: 'event-7', schemaVersion: 9 }));
    expect(() => decodeEvent(body)).toThrow('event event-7 is a BudgetRenamed of schema version 9');
  });
});
