import fc from 'fast-check';
import type { Funding } from '../../../events/budget/budget.events.js';
import type { Amount } from '../../../events/money.js';
import { parseAmount, sumAmounts } from '../../../events/money.js';
import { taxonomy } from '../stories/published-sample.js';
import type { FundUserModel, IndicatorModel, ProjectModel, TableModel } from '../stories/table-model.js';

export const sources = ['fiscalAppropriation', 'specialAccount', 'other'] as const;
export type Source = (typeof sources)[number];

/** What the texts of a table may be made of. */
export interface Texts {
  name: fc.Arbitrary<string>;
  goal: fc.Arbitrary<string>;
  indicator: fc.Arbitrary<string>;
  target: fc.Arbitrary<string>;
}

const plainCharacters = [...'项目资金开展工作数量完成率满意度、，“”（）《》-%≥A7'];
const oddCharacters = [...plainCharacters, ...'0123456789.,:：；。 ·𠮷'];
/** What could be taken for figures, or for the beginning of a list. */
const traps = ['2024', '1.00', '2.00', '1,000.00', '1、', '12', '3.14', '1、1-产出指标；', '单位：元', '总计'];

const text = (characters: string[], minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...characters), { minLength, maxLength }).map((parts) => parts.join('').trim());

const plainName = text(plainCharacters, 1, 30).map((name) => `项${name}目`);
export const plainTexts: Texts = {
  name: plainName,
  goal: fc.oneof(fc.constant(''), text([...plainCharacters, '。', '；'], 1, 60)),
  indicator: plainName,
  target: fc.oneof(fc.constantFrom('≥10次', '100%', '是', '正增长'), plainName),
};

const odd = (minLength: number, maxLength: number) => text([...oddCharacters, ...traps], minLength, maxLength);
const someName = fc.oneof(plainName, odd(1, 8).filter(Boolean));
export const oddTexts: Texts = { name: someName, goal: odd(0, 20), indicator: someName, target: someName };

/** Names that end, and goals that begin, with what could be a figure of their row. */
const figure = fc.constantFrom('1.00', '2.00', '3.00', '4.00', '5.00', '1', '2', '1,0', '');
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((each) => each.join('').trim());
const someText = fc.constantFrom('项目', '资金', '目标', '甲', '乙', '丙');
export const figureTexts: Texts = {
  name: joined(someText, figure),
  goal: joined(figure, fc.constantFrom('', ' '), figure, fc.oneof(fc.constant(''), someText), figure),
  indicator: joined(someText, figure),
  target: joined(fc.constantFrom('≥', '不少于'), figure, fc.constantFrom('1', '万元')),
};

/** Small amounts often, so that sums come out alike in more than one way; always two decimals, as published. */
const amount = fc
  .oneof(
    fc.integer({ min: 1, max: 9 }).map((units) => units * 100),
    fc.integer({ min: 1, max: 12_345_678_90 }),
  )
  .map((hundredths) => parseAmount(`${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`));

function projects(texts: Texts, columns: readonly Source[]): fc.Arbitrary<ProjectModel[]> {
  const level2 = fc.constantFrom(...taxonomy.level2.map(({ code }) => code));
  const indicator: fc.Arbitrary<IndicatorModel> = fc.record({
    level2,
    name: texts.indicator,
    cycleTarget: texts.target,
    annualTarget: texts.target,
  });
  const cells = fc
    .array(fc.option(amount), { minLength: columns.length, maxLength: columns.length })
    .filter((given) => given.some((each) => each !== null));
  const project = fc.record({
    name: texts.name,
    cells,
    goal: texts.goal,
    indicators: fc.uniqueArray(indicator, { minLength: 1, maxLength: 4, selector: (row) => row.level2 + row.name }),
  });
  return fc.uniqueArray(project, { minLength: 1, maxLength: 6, selector: ({ name }) => name }).map((rows) =>
    rows.map(({ name, cells: given, goal, indicators }) => {
      const funding = fundingOf(columns, given);
      return { name, funding, declaredTotal: sumOf(given), goal, indicators };
    }),
  );
}

function fundUser(texts: Texts, columns: readonly Source[]): fc.Arbitrary<FundUserModel> {
  return fc.tuple(texts.name, projects(texts, columns)).map(([name, rows]) => {
    const sums = sources.map((source) => sumOf(rows.map(({ funding }) => funding[source])));
    return { name, declared: { ...fundingOf(sources, sums), total: sumOf(sums) }, projects: rows };
  });
}

/**
 * Tables of up to three fund users whose amounts add up, every project with an amount and an indicator: a row of nothing
 * but a name cannot be told from a broken one on paper either.
 * @param columns in which amounts may stand
 */
export function tables(texts: Texts, columns: readonly Source[]): fc.Arbitrary<TableModel> {
  const fundUsers = fc.uniqueArray(fundUser(texts, columns), {
    minLength: 1,
    maxLength: 3,
    selector: ({ name }) => name,
  });
  return fc.record({ unitName: plainName, fundUsers });
}

function fundingOf(columns: readonly Source[], cells: readonly (Amount | null)[]): Funding {
  const of = (source: Source) => cells[columns.indexOf(source)] ?? null;
  return { fiscalAppropriation: of('fiscalAppropriation'), specialAccount: of('specialAccount'), other: of('other') };
}

function sumOf(cells: readonly (Amount | null)[]): Amount | null {
  return parseAmount(sumAmounts(cells));
}
