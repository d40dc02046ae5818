import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Position } from '../../events/position.js';
import type { ObjectId } from '../../schema/identity/object-id.js';
import { isAtPoint, readObjectId, writeObjectId } from '../../schema/identity/object-id.js';

const characters = [...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-'];
const position = fc
  .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 30 })
  .map((text) => text.join('') as Position);
const version = fc.option(fc.nat({ max: 999_999 }), { nil: undefined });
const entity = fc
  .tuple(fc.uuid(), version)
  .map(([uuid, number]) => (number === undefined ? uuid : `${uuid}:v${number}`));
const anyId: fc.Arbitrary<ObjectId> = fc.record({
  entityId: entity,
  draftId: fc.option(fc.uuid()),
  position: fc.option(position),
});
const atPoint = anyId.filter(({ draftId, position: at }) => draftId !== null || at !== null);

describe('the id of an object', () => {
  it('is read as what it was written for, and is written in one way only', () =>
    fc.assert(
      fc.property(anyId, anyId, (one, other) => {
        expect(readObjectId(writeObjectId(one))).toEqual(one);
        expect(writeObjectId(one) === writeObjectId(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    ));

  it('is the permanent one where it is live', () => {
    const entityId = '0190a0b0-0000-7000-8000-000000000001';
    expect(writeObjectId({ entityId, draftId: null, position: null })).toBe(entityId);
    expect(isAtPoint(entityId)).toBe(false);
  });

  it('is short: 22 characters for each of row and draft, and the position', () => {
    const entityId = '0190a0b0-0000-7000-8000-000000000001';
    const draftId = '0190a0b0-0000-7000-8000-000000000002';
    const written = writeObjectId({ entityId, draftId, position: '0000000000000042' as Position });
    expect(written).toMatch(/^[\w-]{22}~[\w-]{22}@0000000000000042\.[\w-]{6}$/);
    expect(isAtPoint(written)).toBe(true);
    expect(isAtPoint(writeObjectId({ entityId, draftId, position: null }))).toBe(false);
  });

  it('is none any more when it is cut, or has a tail', () =>
    fc.assert(
      fc.property(atPoint, fc.nat(), (id, number) => {
        const text = writeObjectId(id);
        const kept = number % text.length;
        expect(readObjectId(text.slice(0, kept))).toBeNull();
        expect(readObjectId(text.slice(kept + 1))).toBeNull();
        expect(readObjectId(`${text}${characters[number % characters.length]}`)).toBeNull();
        expect(readObjectId(`${text}\n`)).toBeNull();
      }),
    ));

  it('is none any more when one character is another', () =>
    fc.assert(
      fc.property(atPoint, fc.nat(), fc.constantFrom(...characters, '.', '~', '@', ':', '=', '中'), (id, at, other) => {
        const text = writeObjectId(id);
        const place = at % text.length;
        fc.pre(text[place] !== other);
        expect(readObjectId(`${text.slice(0, place)}${other}${text.slice(place + 1)}`)).toBeNull();
      }),
    ));

  it.each([
    ['nothing', ''],
    ['a word', 'nothing'],
    ['capitals', '0190A0B0-0000-7000-8000-000000000001'],
    ['a UUID with a tail', '0190a0b0-0000-7000-8000-000000000001-'],
    ['a version with zeros before it', '0190a0b0-0000-7000-8000-000000000001:v01'],
    ['no check', 'AZCgsAAAcACAAAAAAAAAAQ@0000000000000042'],
    ['neither draft nor position', 'AZCgsAAAcACAAAAAAAAAAQ.AAAAAA'],
  ])('is not %s', (_, text) => expect(readObjectId(text)).toBeNull());
});
