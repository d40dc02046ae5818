import { describe, expect, it } from '@jest/globals';
import { read, refusalOf } from '../support/stories/published-sample.js';
import { printTable } from '../support/stories/published-table.js';
import { project, table } from '../support/stories/small-table.js';
import type { ProjectModel } from '../support/stories/table-model.js';
import { modelOf } from '../support/stories/table-model.js';

const layout = { goal: 24, indicators: 33 };
const beside = (rows: readonly ProjectModel[]) => printTable(table({ 局: rows }), { ...layout, name: 100 });
/** As behind a long name: the figures on lines of their own, so that no space stands before them. */
const below = (rows: readonly ProjectModel[]) => printTable(table({ 局: rows }), { ...layout, name: 1 });
const reading = (text: string, columns?: ('fiscalAppropriation' | 'other')[]) => modelOf(read(text, { columns }));

describe('figures of a row', () => {
  it('are told from digits at the end of its name and at the beginning of its goal', () => {
    const rows = [
      project('补助2024', ['1150.00', null, null], { goal: '2024年完成。' }),
      project('第2批', ['0.50', null, null], { goal: '30个项目，投入0.50万元。' }),
      project('版本3.14', ['2.00', null, null], { goal: '12.00万元。' }),
    ];
    expect(reading(beside(rows))).toEqual(table({ 局: rows }));
    expect(reading(below(rows))).toEqual(table({ 局: rows }));
  });

  it('are refused where a cut inside the digits before them would add up as well, with the way out', () => {
    const rows = [project('对口帮扶资金', ['26.50', null, '100.00'])];
    const refusal = refusalOf(() => reading(below(rows)));
    expect(refusal.code).toBe('UNREADABLE_DOCUMENT');
    expect(refusal.message).toContain('请把名称与金额放在同一行，中间加一个空格');
    expect(reading(beside(rows))).toEqual(table({ 局: rows }));
  });

  it('are refused where an amount at the end of a name could be the total', () => {
    const rows = [project('清算2.00', ['2.00', null, null])];
    expect(refusalOf(() => reading(below(rows))).code).toBe('UNREADABLE_DOCUMENT');
    expect(refusalOf(() => reading(beside(rows))).code).toBe('UNREADABLE_DOCUMENT');
  });

  it('are not looked for in a goal: a total and its parts there make the table unreadable, never another', () => {
    const rows = [project('甲', ['5.00', null, null], { goal: '投入3.00 3.00' })];
    expect(refusalOf(() => reading(beside(rows))).code).toBe('UNREADABLE_DOCUMENT');
  });

  it('may say zero where other tables leave a cell blank', () => {
    const rows = [project('甲', ['5.00', null, '1.00']), project('乙', ['7.00', null, null])];
    const zeros = beside(rows)
      .replace('局 13.00 12.00 1.00', '局 13.00 12.00 0.00 1.00')
      .replace('甲 6.00 5.00 1.00', '甲 6.00 5.00 0.00 1.00')
      .replace('乙 7.00 7.00', '乙 7.00 7.00 0.00 0.00');
    expect(read(zeros).assumptions).toEqual([]);
    expect(reading(zeros)).toEqual(table({ 局: rows }));
  });

  it('have thousands commas in their places, or are none', () => {
    const rows = [project('甲', ['1234567.00', null, null])];
    const text = beside(rows);
    expect(text).toContain('1,234,567.00');
    expect(reading(text)).toEqual(table({ 局: rows }));
    for (const written of ['1234567.00', '12,34567.00', '1,234,567.0']) {
      const refusal = refusalOf(() => reading(text.replaceAll('1,234,567.00', written)));
      expect(refusal.code).toBe('UNREADABLE_DOCUMENT');
    }
  });
});
