import type { Taxonomy } from '../../../events/taxonomy.js';
import type { Figures } from './figures.js';
import { figuresBetween } from './figures.js';
import { indicatorLists } from './indicator-list.js';
import type { JoinedText } from './joined-text.js';
import { unreadable } from './joined-text.js';
import type { IndicatorRow } from '../table-document.js';

/** A fund user's row and the projects below it, figures not yet in their columns. */
export interface RawGroup {
  name: string;
  line: number;
  figures: Figures;
  projects: RawProject[];
}

export interface RawProject {
  name: string;
  line: number;
  figures: Figures;
  goal: string;
  indicators: IndicatorRow[];
}

const title =
  /^项目支出绩效目标表(?:（[^（）]*）)? ?单位名称[:：](.{1,200}?) ?单位[:：](.{1,4}?) ?项目名称（资金使用单位） ?/u;
const columns = /总计 ?财政拨款 ?财政专户拨款 ?其他资金 ?绩效目标 ?绩效指标 ?/uy;

/**
 * Cuts the joined text into rows: title, column heads, then for each fund user its row and its projects' rows. Lists of
 * indicators have a fixed grammar, figures prove themselves by their sums; names and goals are what lies between.
 * @throws Refusal UNREADABLE_DOCUMENT
 */
export function readRows(joined: JoinedText, taxonomy: Taxonomy): { unitName: string; groups: RawGroup[] } {
  const { text, lineAt } = joined;
  const lists = indicatorLists(joined, taxonomy);
  const head = readHead(joined);
  const groups: RawGroup[] = [];
  let from = head.end;
  while (from < text.length) {
    const list = lists.find(from);
    const to = list < 0 ? text.length : list;
    const runs = figuresBetween(text, from, to).map((run) => run ?? refuseUnclear(lineAt(from)));
    const last = runs.at(-1);
    // Every run but the last is a fund user's row: only a project has a goal and a list behind its figures.
    const rows = list < 0 ? runs : runs.slice(0, -1);
    for (const figures of rows) {
      const { name, line } = nameOf(joined, from, figures.start);
      groups.push({ name, line, figures, projects: [] });
      from = figures.end;
    }
    if (list < 0) {
      if (from < text.length) throw leftOver(joined, from);
      break;
    }
    const group = groups.at(-1);
    if (last === undefined || group === undefined) throw leftOver(joined, from);
    const { name, line } = nameOf(joined, from, last.start);
    const goal = goalOf(joined, last.end, list);
    const { indicators, end } = lists.read(list);
    group.projects.push({ name, line, figures: last, goal, indicators });
    from = end;
  }
  if (groups.length === 0)
    throw unreadable(lineAt(head.end), '表头之后没有任何行', 'nothing follows the head of the table');
  return { unitName: head.unitName, groups };
}

export function readHead({ text, lineAt }: JoinedText): { unitName: string; end: number } {
  const found = title.exec(text);
  columns.lastIndex = found?.[0].length ?? 0;
  if (found === null || !columns.test(text)) {
    throw unreadable(
      1,
      '不是项目支出绩效目标表：开头应依次是标题、单位名称、单位和列名（总计、财政拨款、财政专户拨款、其他资金、绩效目标、绩效指标）',
      'this is no 项目支出绩效目标表: it should open with the title, the unit and the column heads in order',
    );
  }
  const [, unitName = '', unit] = found;
  if (unit !== '万元') {
    throw unreadable(
      lineAt(found.index),
      `金额单位是“${unit ?? ''}”，只支持“万元”`,
      `amounts are in "${unit ?? ''}"; only 万元 is supported`,
    );
  }
  return { unitName, end: columns.lastIndex };
}

function nameOf({ text, lineAt }: JoinedText, from: number, to: number): { name: string; line: number } {
  const name = text.slice(from, to).trim();
  const start = from + (text.slice(from, to).length - text.slice(from, to).trimStart().length);
  if (name !== '' && !/[；。 \t]/.test(name) && [...name].length <= 200) return { name, line: lineAt(start) };
  throw unreadable(
    lineAt(start),
    name === '' ? '金额之前没有名称' : `“${shorten(name)}”不像一个名称（含空格、分号、句号，或过长），列可能交错`,
    name === ''
      ? 'no name stands before the amounts'
      : `"${shorten(name)}" is no name (a space, semicolon or full stop in it, or too long); columns may be interleaved`,
  );
}

/** Behind the last figure, directly or after one space; a goal keeps every space of its own. */
function goalOf({ text, lineAt }: JoinedText, from: number, to: number): string {
  const start = text[from] === ' ' ? from + 1 : from;
  const goal = text.slice(start, to);
  if (/；(?:实施周期|年度)指标值[:：]/.test(goal)) {
    throw unreadable(
      lineAt(start),
      '绩效目标里有绩效指标的一部分，列可能交错',
      'the goal holds part of an indicator; columns may be interleaved',
    );
  }
  if (goal === goal.trim()) return goal;
  throw unreadable(
    lineAt(start),
    '绩效目标的首尾有空格，换行可能被换成了空格',
    'the goal begins or ends with a space; line breaks may have been turned into spaces',
  );
}

function leftOver({ text, lineAt }: JoinedText, from: number): Error {
  const rest = shorten(text.slice(from).trimStart());
  return unreadable(
    lineAt(from),
    `从“${rest}”起，不是名称、合计与分项金额相符的一行，或其后没有从“1、”开始的绩效指标；文件可能被截断`,
    `from "${rest}" on there is no row whose figures add up to its total, or no list of indicators from 1 on behind it; the file may be cut off`,
  );
}

function refuseUnclear(line: number): never {
  throw unreadable(
    line,
    '这一行的金额与之前的数字相连，有不止一种切分；请把名称与金额放在同一行，中间加一个空格',
    'the amounts of this row run into what stands before them and can be cut in more than one way; put name and amounts on one line, with a space between',
  );
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > 24 ? `${characters.slice(0, 24).join('')}…` : text;
}
