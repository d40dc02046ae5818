import type { ImportRequest } from '../services/services.js';
import { request, temporaryLedger } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';

/** Reading, matching, recording and projecting a table: does it grow with its rows? */
export async function importing(): Promise<Figure[]> {
  const ledger = await temporaryLedger();
  try {
    const { commands } = ledger.services;
    const small = tableOf(200, 10);
    const large = tableOf(2_000, 10);
    const importInto = async (unit: string, bytes: Buffer) => {
      const answer = await commands.importTable({ ...request(), ...about(unit, bytes) });
      if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
    };
    const ms = await measureInTurn(
      {
        small: (round) => importInto(`小${round}`, small),
        large: (round) => importInto(`大${round}`, large),
      },
      7,
    );
    return [
      {
        name: 'import, 2,000 projects × 10 ÷ 200 × 10',
        value: ms.large / ms.small,
        bound: '≤ 11',
        detail: `${milliseconds(ms.large)} and ${milliseconds(ms.small)}, shown in the views`,
      },
    ];
  } finally {
    await ledger.remove();
  }
}

function about(
  unitKey: string,
  bytes: Buffer,
): Omit<ImportRequest, Exclude<keyof ReturnType<typeof request>, 'expectedVersion'>> {
  return {
    fileName: 'table.txt',
    bytes,
    unitKey,
    fiscalYear: 2024,
    taxonomy: null,
    dryRun: false,
    expectedVersion: null,
    columns: ['fiscalAppropriation'],
    rowColumns: [],
    mapping: [],
  };
}

function tableOf(projects: number, indicators: number): Buffer {
  const rows = Array.from({ length: projects }, (_, at) => {
    const amount = `${(at % 97) + 1}.50`;
    const list = Array.from(
      { length: indicators },
      (_unused, index) =>
        `${index + 1}、1-产出指标；11-数量指标；第${numeral(index + 1)}项；实施周期指标值:≥${index + 1}；年度指标值:≥${index + 1}。`,
    );
    return `第${numeral(at + 1)}个项目\n${amount} ${amount} 保障日常工作顺利开展，提高服务水平\n${list.join('')}\n`;
  });
  const total = Array.from({ length: projects }, (_, at) => (at % 97) + 1.5).reduce((sum, each) => sum + each, 0);
  const printed = total.toLocaleString('en-US', { minimumFractionDigits: 2 });
  return Buffer.from(`项目支出绩效目标表
单位名称：某局 单位：万元
项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标
某局 ${printed} ${printed}
${rows.join('')}`);
}

/** Digits at a name's end would run into the amounts, so rows are counted in Chinese. */
function numeral(count: number): string {
  return [...String(count)].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('');
}
