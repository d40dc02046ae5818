import { stageNames } from '../../events/sealing/sealing.events.js';
import type { ControlNumberRow } from '../../projections/sealing-rows.js';
import type { Queries, SealView } from '../../services/services.js';
import { grounds, whoIs } from './change-rows.js';
import { clock } from './labels.js';
import type { Output } from './output.js';
import { columnsOf, table } from './table.js';

const columns = columnsOf('名称', '阶段', '版本', '时间', '操作人', '批准人', '内容哈希', '状态', '理由');

export function sealsTable(output: Output, queries: Queries, seals: readonly SealView[]): string {
  return table(
    output,
    columns,
    seals.map((seal) =>
      [
        seal.name,
        seal.stage === null ? '' : stageNames[seal.stage],
        String(seal.version),
        clock(seal.sealedAt),
        whoIs(queries, seal.actor.id),
        seal.approvedBy,
        seal.contentHash.slice(0, 16),
        stateOf(queries, seal),
        grounds(seal),
      ].map((text) => ({ text })),
    ),
  );
}

function stateOf(queries: Queries, { withdrawn }: SealView): string {
  if (withdrawn === null) return '有效';
  return `${clock(withdrawn.at)} 由${whoIs(queries, withdrawn.by.id)}撤销：${grounds(withdrawn)}`;
}

/** Only what is limited. */
export function limitsText({ total, fiscalAppropriation, specialAccount, other }: ControlNumberRow): string {
  const named = [
    ['总计', total],
    ['财政拨款', fiscalAppropriation],
    ['财政专户拨款', specialAccount],
    ['其他资金', other],
  ] as const;
  const limited = named.flatMap(([name, limit]) => (limit === null ? [] : [`${name} ${limit}`]));
  return limited.length === 0 ? '不限' : `${limited.join('，')} 万元`;
}
