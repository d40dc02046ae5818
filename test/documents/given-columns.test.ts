import { describe, expect, it } from '@jest/globals';
import type { Source } from '../support/random/tables.js';
import { read, refusalOf } from '../support/stories/published-sample.js';
import { printTable } from '../support/stories/published-table.js';
import { project, table } from '../support/stories/small-table.js';
import { modelOf } from '../support/stories/table-model.js';

const twice = table({ 局: [project('甲', ['1.00', null, null]), project('乙', [null, null, '1.00'])] });
const text = printTable(twice);
const columns: Source[] = ['fiscalAppropriation', 'other'];
const saying = (name: string, ...said: Source[]) => new Map([[name, said]]);

describe('columns that arithmetic cannot tell', () => {
  it('are asked about, with the rows in question', () => {
    const refusal = refusalOf(() => read(text, { columns }));
    expect(refusal).toMatchObject({ code: 'AMBIGUOUS_DOCUMENT', argument: ['rowColumns'] });
    expect(refusal.message).toMatch(/第 8 行“局”.*“甲”、“乙”/);
    expect(refusal.messageEn).toMatch(/rowColumns/);
  });

  it('are as the answer says, and one answer is enough where the rest follows', () => {
    const read1 = read(text, { columns, rowColumns: saying('甲', 'fiscalAppropriation') });
    expect(modelOf(read1)).toEqual(twice);
    const other = modelOf(read(text, { columns, rowColumns: saying('甲', 'other') }));
    expect(other.fundUsers[0]?.projects.map(({ funding }) => funding.other)).toEqual(['1.00', null]);
  });

  it('are refused where the answer has too many, too few, unknown or unordered columns', () => {
    const answers: Source[][] = [
      [],
      ['specialAccount'],
      ['fiscalAppropriation', 'other'],
      ['other', 'fiscalAppropriation'],
    ];
    for (const said of answers) {
      const refusal = refusalOf(() => read(text, { columns, rowColumns: saying('甲', ...said) }));
      expect(refusal).toMatchObject({ code: 'INVALID_INPUT', argument: ['rowColumns', '甲'] });
    }
  });

  it('are refused where the answers do not add up', () => {
    const rowColumns = new Map([...saying('甲', 'other'), ...saying('乙', 'other')]);
    expect(refusalOf(() => read(text, { columns, rowColumns }))).toMatchObject({ code: 'UNREADABLE_DOCUMENT' });
  });

  it('are refused where the answer is about a project that the file does not have', () => {
    const rowColumns = saying('丙', 'other');
    const refusal = refusalOf(() => read(text, { columns, rowColumns }));
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', argument: ['rowColumns', '丙'] });
  });
});

describe('columns of the fund user’s row', () => {
  const said = (...given: Source[]) => refusalOf(() => read(text, { columns: given }));

  it('are refused if they are not as many as its figures', () => {
    expect(said()).toMatchObject({ code: 'INVALID_INPUT', argument: ['columns'] });
    expect(said('other')).toMatchObject({ code: 'INVALID_INPUT', argument: ['columns'] });
    expect(said('fiscalAppropriation', 'specialAccount', 'other')).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('are refused in another order than the table prints them, and twice', () => {
    expect(said('other', 'fiscalAppropriation').code).toBe('INVALID_INPUT');
    expect(said('other', 'other').code).toBe('INVALID_INPUT');
  });

  it('need no answer where all three have figures', () => {
    const full = table({ 局: [project('甲', ['1.00', '2.00', '4.00']), project('乙', [null, '8.00', null])] });
    const found = read(printTable(full));
    expect(found.assumptions).toEqual([]);
    expect(modelOf(found)).toEqual(full);
  });

  it('are as given, whichever two of three they are', () => {
    const rows = table({ 局: [project('甲', [null, '1.00', '2.00']), project('乙', [null, '4.00', null])] });
    expect(modelOf(read(printTable(rows), { columns: ['specialAccount', 'other'] }))).toEqual(rows);
  });

  it('are assumed once for all fund users that have as many, and the assumption says which', () => {
    const rows = table({
      一局: [project('甲', ['1.00', null, '2.00'])],
      二局: [project('乙', ['4.00', null, '8.00'])],
      三局: [project('丙', ['5.00', null, null])],
    });
    const found = read(printTable(rows));
    expect(modelOf(found)).toEqual(rows);
    expect(found.assumptions.map(({ message }) => /认作：(.*)；/.exec(message)?.[1])).toEqual([
      '财政拨款、其他资金',
      '财政拨款',
    ]);
  });
});
