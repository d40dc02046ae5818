import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Comparator } from '../../events/target.js';
import { readTarget, targetMeasures } from '../../events/target.js';

const quantity = (comparator: Comparator | null, value: string, measure: string | null) => ({
  kind: 'QUANTITATIVE',
  comparator,
  value,
  measure,
});
const qualitative = { kind: 'QUALITATIVE' };

describe('a target that is a number', () => {
  it.each<[string, Comparator | null, string, string | null]>([
    ['90', null, '90', null],
    ['90%', null, '90', '%'],
    ['≥90%', 'GE', '90', '%'],
    ['≤18.3万元', 'LE', '18.3', '万元'],
    ['=100%', 'EQ', '100', '%'],
    ['>5次', 'GT', '5', '次'],
    ['<3天', 'LT', '3', '天'],
    ['>=90', 'GE', '90', null],
    ['<=90', 'LE', '90', null],
    ['＞＝90', 'GE', '90', null],
    ['＜＝90', 'LE', '90', null],
    ['＞90', 'GT', '90', null],
    ['＜90', 'LT', '90', null],
    ['＝90', 'EQ', '90', null],
    ['≧90', 'GE', '90', null],
    ['≦90', 'LE', '90', null],
    ['大于等于90%', 'GE', '90', '%'],
    ['小于等于90%', 'LE', '90', '%'],
    ['不低于90%', 'GE', '90', '%'],
    ['不少于3次', 'GE', '3', '次'],
    ['不高于5%', 'LE', '5', '%'],
    ['不超过18.3万元', 'LE', '18.3', '万元'],
    ['等于1', 'EQ', '1', null],
    ['大于1', 'GT', '1', null],
    ['小于1', 'LT', '1', null],
    ['1,200人次', null, '1200', '人次'],
    ['≥1,234,567.80元', 'GE', '1234567.80', '元'],
    ['5万人', null, '5', '万人'],
    ['5万', null, '5', '万'],
    ['30个工作日', null, '30', '个工作日'],
    ['95％', null, '95', '％'],
    ['0', null, '0', null],
    ['007', null, '007', null],
    ['0.90', null, '0.90', null],
    ['12元/人', null, '12', '元/人'],
  ])('%s is read, comparator, number and unit', (text, comparator, value, unit) => {
    expect(readTarget(text)).toEqual(quantity(comparator, value, unit));
  });

  it('is read with every unit of the table, and gives back what was written', () => {
    const unit = fc.option(fc.constantFrom(...targetMeasures));
    const sign = fc.constantFrom<[string, Comparator | null]>(['', null], ['≥', 'GE'], ['不超过', 'LE'], ['＝', 'EQ']);
    const digits = fc.stringMatching(/^[0-9]{1,30}(\.[0-9]{1,10})?$/);
    fc.assert(
      fc.property(sign, digits, unit, ([written, comparator], value, name) => {
        expect(readTarget(`${written}${value}${name ?? ''}`)).toEqual(quantity(comparator, value, name));
      }),
    );
  });
});

describe('any other target', () => {
  it.each([
    '',
    '长期',
    '有所提高',
    '90%以上',
    '90分以上',
    '增长5%',
    '同比增长5%',
    '1:2',
    '3-5次',
    '3～5次',
    '90%-95%',
    '1/3',
    '2024年',
    '2024年12月',
    '12月底前',
    '≥90%且≤95%',
    '90%、95%',
    '第1名',
    '约90%',
    '90左右',
    '≥',
    '≥%',
    '%',
    '万元',
    ' 90',
    '90 ',
    '≥ 90',
    '90 %',
    '-5',
    '+5',
    '−5%',
    '.5',
    '5.',
    '1.2.3',
    '1e3',
    '12,34',
    '1234,567',
    '1,2345',
    ',123',
    '９０',
    '≥９０％',
    '九十',
    '≥≥90',
    '=>90',
    '≠90',
    '><90',
    '90%%',
    '90个人',
    '90公里/小时',
    '90 人',
    '90人\n',
    '12，345',
  ])('%j is words', (text) => {
    expect(readTarget(text)).toEqual(qualitative);
  });

  it('is read without failing, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(['QUANTITATIVE', 'QUALITATIVE']).toContain(readTarget(text).kind);
      }),
    );
  });
});
