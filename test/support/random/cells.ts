import fc from 'fast-check';

const unreadable = /[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/u;
const isCell = (text: string): boolean => !unreadable.test(text) && text === text.trim();

const anyWords = fc.string({ unit: 'grapheme', maxLength: 12 }).filter(isCell);

/** Few enough that rows sometimes ask for the same one, and now and then any characters that a cell can hold. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 25 }).map((number) => `名称${number}`) },
  { weight: 1, arbitrary: anyWords.filter((text) => text !== '') },
);

/** A goal or a target: readable ones, words, and nothing. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('≥90%', '≥85%', '≤18.3万元', '1,200人次', '90%以上', '长期', '有所提高', ''),
  anyWords,
);

/** Amounts as people write them, blank and zero among them. */
export const anyAmountInput: fc.Arbitrary<string | null> = fc.oneof(
  fc.constantFrom(null, '0', '0.00', '64.70', '64.7', '21,926.04', '21926.040'),
  fc.tuple(fc.nat({ max: 9_999_999 }), fc.nat({ max: 999 })).map(([whole, rest]) => `${whole}.${rest}`),
);

/** A class of the taxonomy `cn-2020`. */
export const anyClass: fc.Arbitrary<string> = fc.constantFrom('11', '12', '13', '14', '21', '22', '23', '24', '31');
