import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TextKind } from '../../events/text.js';
import { checkText, textBounds } from '../../events/text.js';
import { refusalOf } from '../support/given-when-then/decider-spec.js';

const kinds = Object.entries(textBounds) as [TextKind, number][];
const refused = (kind: TextKind, text: string) => {
  const { code, argument } = refusalOf(() => checkText(kind, text, ['somewhere']));
  return { code, argument };
};
const invalid = { code: 'INVALID_INPUT', argument: ['somewhere'] };
const tooLarge = { code: 'TOO_LARGE', argument: ['somewhere'] };

describe('a cell’s text', () => {
  it.each([
    '项目支出',
    'e\u0301 ≠ é',
    '１２３ｋｍ',
    '全角　空格在中',
    'two  spaces',
    '𠮷野家',
    '👨‍👩‍👧',
    '财预〔2021〕101号',
    'a\u00A0b',
    '“引号”',
    '<b>&amp;</b>',
    "'; DROP TABLE",
    '\\n',
    'שלום',
    'a\u200Cb',
  ])('%j is kept to the letter', (text) => {
    expect(checkText('goal', text, [])).toBe(text);
  });

  it.each(kinds)('as a %s has at most %d characters', (kind, bound) => {
    expect(checkText(kind, '字'.repeat(bound), [])).toHaveLength(bound);
    expect(refused(kind, '字'.repeat(bound + 1))).toEqual(tooLarge);
  });

  it.each(kinds)('as a %s counts a character outside the basic plane as one, up to %d', (kind, bound) => {
    expect(checkText(kind, '𠮷'.repeat(bound), [])).toHaveLength(2 * bound);
    expect(refused(kind, '𠮷'.repeat(bound + 1))).toEqual(tooLarge);
    expect(refused(kind, `${'𠮷'.repeat(bound)}字`)).toEqual(tooLarge);
  });

  it.each([
    '\u0000',
    '\t',
    '\n',
    '\r',
    '\u001B',
    '\u007F',
    '\u0085',
    '\u009F',
    '\u2028',
    '\u2029',
    '\uFEFF',
    '\uD800',
    '\uDBFF',
    '\uDC00',
    '\uDFFF',
    '\u200B',
    '\u200E',
    '\u202E',
    '\u2066',
  ])('refuses %j wherever it stands', (character) => {
    for (const text of [character, `${character}一`, `一${character}二`, `一${character}`]) {
      expect(refused('goal', text)).toEqual(invalid);
    }
  });

  it('refuses two halves of a pair in the wrong order', () => {
    expect(refused('goal', '一\uDC00\uD800二')).toEqual(invalid);
  });

  it('says which character is refused, and counts as a reader does', () => {
    const { message, messageEn } = refusalOf(() => checkText('goal', '𠮷野\n家', []));
    expect(message).toContain('第 3 个字符 U+000A');
    expect(messageEn).toContain('Character 3 of the goal, U+000A');
  });

  it.each([' ', '\u3000', '\u00A0', '\u2003'])('refuses the white space %j at either end', (space) => {
    for (const text of [space, `${space}一`, `一${space}`]) expect(refused('name', text)).toEqual(invalid);
  });

  it('may be empty, but for a name and an opinion', () => {
    const needed: TextKind[] = ['name', 'opinion'];
    for (const [kind] of kinds.filter(([each]) => !needed.includes(each))) expect(checkText(kind, '', [])).toBe('');
    for (const kind of needed) expect(refused(kind, '')).toEqual(invalid);
  });

  it('that is granted can be written as UTF-8 and read back', () => {
    const codeUnit = fc.integer({ min: 0xd7f0, max: 0xe010 }).map((code) => String.fromCharCode(code));
    const granted = (text: string) => {
      try {
        return checkText('goal', text, []);
      } catch {
        return null;
      }
    };
    fc.assert(
      fc.property(fc.array(codeUnit, { maxLength: 5 }), (units) => {
        const text = units.join('');
        const written = Buffer.from(text, 'utf8').toString('utf8');
        expect(granted(text)).toBe(written === text ? text : null);
      }),
    );
  });
});
