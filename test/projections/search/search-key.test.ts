import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { charactersOfKey, holdsByKey, searchKey } from '../../../projections/search/search-key.js';
import { cases } from '../../support/random/cases.js';

/** Every character of Unicode but surrogates. */
function* everyCharacter(): Generator<string> {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code < 0xd800 || code > 0xdfff) yield String.fromCodePoint(code);
  }
}

const isOne = (text: string) => [...text].length === 1;

describe('the key that a text is searched by', () => {
  it.each([
    ['width', '（２０２４）年：ＩＴ，％　～', '(2024)年:it,% ~'],
    ['half width', 'ｱｲｳ｡', 'アイウ。'],
    ['case', 'IT Système ΑΣ', 'it système ασ'],
    ['Kangxi radicals', '⼈⼤⽴⾦⿓', '人大立金龍'],
    ['CJK radicals', '⻓⻔⻚⻋⻅', '长门页车见'],
  ])('takes no notice of %s', (_, written, key) => expect(searchKey(written)).toBe(key));

  it('leaves alone what only resembles another text', () => {
    for (const text of ['①', 'Ⅲ'.toLowerCase(), '㎡', '〇', '“企业”', '、。', '2024', '㈠', 'ﬁ', '⺀'])
      expect(searchKey(text)).toBe(text);
  });

  it('has each Kangxi radical and each full-width form as Unicode itself decomposes it', () => {
    for (let code = 0x2f00; code <= 0x2fd5; code += 1) {
      const radical = String.fromCodePoint(code);
      expect([radical, searchKey(radical)]).toEqual([radical, radical.normalize('NFKC')]);
    }
    for (let code = 0xff01; code <= 0xff5e; code += 1) {
      expect(searchKey(String.fromCodePoint(code))).toBe(String.fromCodePoint(code - 0xfee0).toLowerCase());
    }
  });

  it('is one character for each, its own key, and the same for both cases, for every character that there is', () => {
    const wrong: unknown[] = [];
    for (const character of everyCharacter()) {
      const key = searchKey(character);
      const small = character.toLowerCase();
      const isRight = isOne(key) && searchKey(key) === key && (!isOne(small) || searchKey(small) === key);
      if (!isRight || (key !== character && !charactersOfKey(key).includes(character))) wrong.push([character, key]);
    }
    expect(wrong).toEqual([]);
  });

  it('names for a key exactly the characters that have it', () => {
    const found = new Map<string, string[]>();
    for (const character of everyCharacter()) {
      const key = searchKey(character);
      found.set(key, [...(found.get(key) ?? []), character]);
    }
    for (const key of ['k', 'a', '(', '心', '小', 'σ', ' ', '%', '运']) {
      expect([...charactersOfKey(key)].sort()).toEqual(found.get(key)?.sort());
    }
  });

  it('finds whatever is found to the letter, and a text by any other way to write it', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ＩＴit系统⼼心⺗（(２2 　'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, text, (before, part, behind) => {
        const whole = before + part + behind;
        expect(holdsByKey(whole, part)).toBe(true);
        expect(holdsByKey(whole, searchKey(part))).toBe(true);
        expect(holdsByKey(searchKey(whole), part)).toBe(true);
      }),
      { numRuns: cases() },
    );
  });
});
