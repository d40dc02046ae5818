import { stageNames } from '../../../events/sealing/sealing.events.js';
import type { ControlNumberRow } from '../../../projections/sealing-rows.js';
import type { Queries, SealView } from '../../../services/services.js';
import { reasonText, actorLabel } from './changes.js';
import { clock } from './labels.js';
import type { Output } from '../terminal/output.js';
import { columnsOf, table } from '../terminal/table.js';

const columns = columnsOf('名称', '阶段', '版本', '时间', '操作人', '批准人', '内容哈希', '状态', '理由');

export async function sealsTable(output: Output, queries: Queries, seals: readonly SealView[]): Promise<string> {
  const rows = seals.map(async (seal) =>
    [
      seal.name,
      seal.stage === null ? '' : stageNames[seal.stage],
      String(seal.version),
      clock(seal.sealedAt),
      await actorLabel(queries, seal.actor.id),
      seal.approvedBy,
      seal.contentHash.slice(0, 16),
      await stateOf(queries, seal),
      reasonText(seal),
    ].map((text) => ({ text })),
  );
  return table(output, columns, await Promise.all(rows));
}

async function stateOf(queries: Queries, { withdrawn }: SealView): Promise<string> {
  if (withdrawn === null) return '有效';
  return `${clock(withdrawn.at)} 由${await actorLabel(queries, withdrawn.by.id)}撤销：${reasonText(withdrawn)}`;
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
