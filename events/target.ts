/**
 * The reading of a target (指标值). The text as written is the truth; a reading is given only where the whole text is
 * `[comparator]number[unit]`, and everything else is QUALITATIVE.
 */
export type TargetReading =
  | {
      kind: 'QUANTITATIVE';
      /** null: none was written, which is not EQ. */
      comparator: Comparator | null;
      /** Exactly as written, without thousands commas. */
      value: string;
      /** As written: %, 人, 万元. */
      measure: string | null;
    }
  | { kind: 'QUALITATIVE' };

export type Comparator = 'GE' | 'LE' | 'GT' | 'LT' | 'EQ';

/** Every way to write a comparator; longer ones first, so that none is cut short. */
const comparators: readonly (readonly [written: string, comparator: Comparator])[] = [
  ['大于等于', 'GE'],
  ['小于等于', 'LE'],
  ['不低于', 'GE'],
  ['不少于', 'GE'],
  ['不高于', 'LE'],
  ['不超过', 'LE'],
  ['等于', 'EQ'],
  ['大于', 'GT'],
  ['小于', 'LT'],
  ['>=', 'GE'],
  ['<=', 'LE'],
  ['＞＝', 'GE'],
  ['＜＝', 'LE'],
  ['≥', 'GE'],
  ['≧', 'GE'],
  ['≤', 'LE'],
  ['≦', 'LE'],
  ['>', 'GT'],
  ['＞', 'GT'],
  ['<', 'LT'],
  ['＜', 'LT'],
  ['=', 'EQ'],
  ['＝', 'EQ'],
];

/** Units of measure that a number may carry. 万 is one of them and never multiplied in; 年 is none: 2024年 is a date. */
export const targetMeasures: readonly string[] = [
  '%',
  '％',
  '‰',
  '人',
  '万人',
  '人次',
  '万人次',
  '人天',
  '户',
  '家',
  '个',
  '次',
  '场',
  '场次',
  '期',
  '批',
  '批次',
  '项',
  '件',
  '条',
  '篇',
  '份',
  '套',
  '台',
  '辆',
  '台次',
  '辆次',
  '册',
  '本',
  '座',
  '处',
  '所',
  '间',
  '幢',
  '栋',
  '宗',
  '例',
  '起',
  '名',
  '位',
  '对',
  '组',
  '支',
  '万',
  '元',
  '万元',
  '亿元',
  '元/人',
  '万元/年',
  '元/平方米',
  '天',
  '日',
  '个工作日',
  '工作日',
  '小时',
  '分钟',
  '个月',
  '月',
  '周',
  '公里',
  '千米',
  '米',
  '平方米',
  '平方公里',
  '万平方米',
  '亩',
  '万亩',
  '公顷',
  '吨',
  '万吨',
  '千克',
  '立方米',
  '㎡',
  '分',
  '级',
  '倍',
];

const measures = new Set(targetMeasures);
const number = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?/;
const qualitative: TargetReading = { kind: 'QUALITATIVE' };

/** Reads one target's text; digits and points are ASCII, and nothing is trimmed. */
export function readTarget(text: string): TargetReading {
  const written = comparators.find(([form]) => text.startsWith(form));
  const rest = text.slice(written?.[0].length ?? 0);
  const digits = number.exec(rest);
  if (digits === null) return qualitative;
  const measure = rest.slice(digits[0].length);
  if (measure !== '' && !measures.has(measure)) return qualitative;
  return {
    kind: 'QUANTITATIVE',
    comparator: written?.[1] ?? null,
    value: digits[0].replaceAll(',', ''),
    measure: measure === '' ? null : measure,
  };
}
