import { describe, expect, it } from '@jest/globals';
import { sumAmounts } from '../../events/money.js';
import { readTarget } from '../../events/target.js';
import { read, readSample, sampleSidecar, sampleText } from '../support/stories/published-sample.js';
import { printTable } from '../support/stories/published-table.js';
import { modelOf } from '../support/stories/table-model.js';

const table = readSample();
const [fundUser] = table.fundUsers;
const projects = fundUser?.projects ?? [];
const indicators = projects.flatMap((project) => project.indicators);
const lines = sampleText.split('\n');
const lineOf = ({ line }: { line: number }) => lines[line - 1]?.trim() ?? '';

describe('the published sample', () => {
  it('has one unit, one fund user, 20 projects and 75 indicators', () => {
    expect(table.unitName).toBe('广州市越秀区商务局(本级)');
    expect(table.fundUsers.map(({ name }) => name)).toEqual(['广州市越秀区商务局']);
    expect([projects.length, indicators.length]).toEqual([20, 75]);
  });

  it('has 39 indicators of output, 29 of effect and 7 of satisfaction', () => {
    const inClass = (level1: string) => indicators.filter(({ level2 }) => level2.startsWith(level1)).length;
    expect(['1', '2', '3'].map(inClass)).toEqual([39, 29, 7]);
  });

  it('adds up to what its fund user declares: 21,926.04, of which 21,899.54 财政拨款 and 26.50 其他资金', () => {
    expect(fundUser?.declared).toEqual({
      total: '21926.04',
      fiscalAppropriation: '21899.54',
      specialAccount: null,
      other: '26.50',
    });
    expect(sumAmounts(projects.map(({ declaredTotal }) => declaredTotal))).toBe('21926.04');
    expect(sumAmounts(projects.map(({ funding }) => funding.fiscalAppropriation))).toBe('21899.54');
    expect(sumAmounts(projects.map(({ funding }) => funding.specialAccount))).toBe('0');
  });

  it('pays project 19 alone from 其他资金', () => {
    const paidByOthers = projects.filter(({ funding }) => funding.other !== null);
    expect(paidByOthers).toEqual([projects[18]]);
    expect(projects[18]).toMatchObject({
      name: '穗商务函【2023】182号省、市级稳外贸资金清算',
      declaredTotal: '26.50',
      funding: { fiscalAppropriation: null, specialAccount: null, other: '26.50' },
    });
  });

  it('is read under an assumption about its columns only where nobody says what they are', () => {
    expect(read(sampleText).assumptions.map(({ code }) => code)).toEqual(['FUNDING_COLUMNS_ASSUMED']);
    expect(sampleSidecar.columns).toEqual(['fiscalAppropriation', 'other']);
    expect(table.assumptions).toEqual([]);
    expect(modelOf(read(sampleText))).toEqual(modelOf(table));
  });

  it('says 115 of its 150 targets in numbers and 35 in words', () => {
    const kinds = indicators.flatMap((row) => [row.cycleTarget, row.annualTarget]).map((text) => readTarget(text).kind);
    expect(kinds.filter((kind) => kind === 'QUANTITATIVE')).toHaveLength(115);
    expect(kinds.filter((kind) => kind === 'QUALITATIVE')).toHaveLength(35);
  });

  it('sets one target for the cycle and the year everywhere but in indicator 3 of project 5', () => {
    const differing = projects.flatMap((project, at) =>
      project.indicators.flatMap((row, index) =>
        row.cycleTarget === row.annualTarget ? [] : [{ project: at + 1, indicator: index + 1, ...row }],
      ),
    );
    expect(differing).toEqual([expect.objectContaining({ project: 5, indicator: 3, annualTarget: '≥10次' })]);
    expect(differing[0]?.cycleTarget).toBe('全年组织外出招商小分队活动数量大于等于10次');
  });

  it('keeps the two spaces inside the goal of project 9, and gives no other text any', () => {
    expect(projects[8]?.goal).toContain('《广州市协作办公室 中共广州市委组织部 广州市财政局印发');
    const texts = [fundUser?.name ?? '', ...projects.flatMap(({ name, goal }) => [name, goal])];
    const spaces = texts.filter((text) => /\s/u.test(text));
    expect(spaces).toEqual([projects[8]?.goal]);
    expect(indicators.filter((row) => /\s/u.test(row.name + row.cycleTarget + row.annualTarget))).toEqual([]);
  });

  it('keeps every character as printed, full width or half', () => {
    expect(projects[9]?.goal).toContain('社会难题;助推巫山县');
    expect(projects[9]?.goal).toContain('创业精神,为移民');
    expect(projects[10]?.goal).toContain('（队）');
    expect(projects[16]?.name).toContain('【2023】64号');
    const characters = (text: string) => text.replaceAll(/\s/gu, '');
    expect(characters(printTable(modelOf(table)))).toBe(characters(sampleText));
  });

  it('is read alike with Windows line ends, page breaks and a byte order mark', () => {
    expect(read(sampleText.replaceAll('\n', '\r\n'), { columns: sampleSidecar.columns ?? [] })).toEqual(table);
    expect(read(`\uFEFF${sampleText}`, { columns: sampleSidecar.columns ?? [] })).toEqual(table);
    const paged = sampleText.replaceAll('\n\n\n\n', '\n\f\n');
    expect(modelOf(read(paged, { columns: sampleSidecar.columns ?? [] }))).toEqual(modelOf(table));
  });

  it('tells of every row the line on which it starts', () => {
    expect(lineOf(fundUser ?? { line: 0 })).toMatch(/^广州市越秀区商务局 21,926\.04/);
    for (const project of projects) {
      expect(project.name.startsWith(lineOf(project).split(' ')[0] ?? '-')).toBe(true);
      project.indicators.forEach((row, index) => expect(lineOf(row)).toMatch(new RegExp(`(^|。)${index + 1}($|、)`)));
    }
  });
});
