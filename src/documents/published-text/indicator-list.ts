import type { Taxonomy } from '../../../events/taxonomy.js';
import { level1Of } from '../../../events/taxonomy.js';
import type { JoinedText } from './joined-text.js';
import { unreadable } from './joined-text.js';
import type { IndicatorRow } from '../table-document.js';

export interface IndicatorListReader {
  /** Offset of the next list at or behind this one; −1: there is none. */
  find(from: number): number;
  /** The list that starts here, and the offset behind it. @throws Refusal UNREADABLE_DOCUMENT */
  read(start: number): { indicators: IndicatorRow[]; end: number };
}

/**
 * The cell 绩效指标: `1、1-产出指标；11-数量指标；<name>；实施周期指标值:<text>；年度指标值:<text>。2、…`, numbered from 1.
 * Classes are those of the taxonomy, so a list cannot be mistaken for an enumeration in a goal.
 */
export function indicatorLists({ text, lineAt }: JoinedText, taxonomy: Taxonomy): IndicatorListReader {
  const heads = taxonomy.level2.map(({ code, name }) => {
    const level1 = level1Of(taxonomy, code);
    return { code, head: `${level1?.code ?? ''}-${level1?.name ?? ''}；${code}-${name}；` };
  });
  const start = new RegExp(`1、(?:${heads.map(({ head }) => head).join('|')})`, 'g');

  function headAt(offset: number, number: number) {
    const label = `${number}、`;
    if (!text.startsWith(label, offset)) return undefined;
    const found = heads.find(({ head }) => text.startsWith(head, offset + label.length));
    return found && { level2: found.code, end: offset + label.length + found.head.length };
  }

  /** The text up to a mark, which must stand before anything that would end the indicator. */
  function readUpTo(mark: RegExp, from: number, what: { zh: string; en: string }) {
    mark.lastIndex = from;
    const found = mark.exec(text);
    const value = found === null ? '' : text.slice(from, found.index);
    if (found !== null && value !== '' && !/[；。 ]/.test(value)) return { value, end: mark.lastIndex };
    throw unreadable(
      lineAt(from),
      `指标的${what.zh}缺失、不完整，或其中有空格、分号、句号`,
      `the indicator's ${what.en} is missing or cut off, or holds a space, a semicolon or a full stop`,
    );
  }

  return {
    find(from) {
      start.lastIndex = from;
      return start.exec(text)?.index ?? -1;
    },
    read(from) {
      const indicators: IndicatorRow[] = [];
      let end = from;
      for (let head = headAt(end, 1); head !== undefined; head = headAt(end, indicators.length + 1)) {
        const name = readUpTo(/；实施周期指标值[:：]/g, head.end, { zh: '名称', en: 'name' });
        const cycle = readUpTo(/；年度指标值[:：]/g, name.end, { zh: '实施周期指标值', en: 'cycle target' });
        const annual = readUpTo(/。/g, cycle.end, { zh: '年度指标值', en: 'annual target' });
        indicators.push({
          level2: head.level2,
          name: name.value,
          cycleTarget: cycle.value,
          annualTarget: annual.value,
          line: lineAt(end),
        });
        end = annual.end;
      }
      return { indicators, end };
    },
  };
}
