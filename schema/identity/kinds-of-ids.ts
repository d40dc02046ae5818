import { QueryError } from '../../services/query-error.js';
import type { NodeView } from '../../services/services.js';
import type { Context } from '../context.js';
import type { GivenId } from './entity-ids.js';

type Kind = NodeView['kind'];

const names: Record<Kind, { zh: string; en: string }> = {
  BUDGET: { zh: '预算', en: 'a budget' },
  FUND_USER: { zh: '资金使用单位', en: 'a fund user' },
  PROJECT: { zh: '项目', en: 'a project' },
  INDICATOR: { zh: '绩效指标', en: 'an indicator' },
  DRAFT: { zh: '草案', en: 'a draft' },
  SEAL: { zh: '定稿', en: 'a seal' },
  VERSION: { zh: '一次保存', en: 'a save' },
  CHANGE: { zh: '一处修改', en: 'a change' },
  EVENT: { zh: '事件', en: 'an event' },
};

/** By the member that takes the id, alone or in a list. Others take several kinds. */
const wantedBy: Readonly<Record<string, Kind>> = {
  budget: 'BUDGET',
  fundUser: 'FUND_USER',
  project: 'PROJECT',
  indicator: 'INDICATOR',
  draft: 'DRAFT',
  seal: 'SEAL',
  event: 'EVENT',
  change: 'CHANGE',
};

/** @param field whose argument it is: one that is called `id` alone is of that kind */
function wantedAt(argument: readonly string[], field: string): Kind | null {
  const names = argument.filter((part) => !/^\d+$/.test(part));
  const last = names.at(-1) ?? '';
  if (last === 'after') return [field, ...names].some((name) => name.endsWith('Indicator')) ? 'INDICATOR' : 'PROJECT';
  if (last === 'id') return wantedBy[names.at(-2) ?? field] ?? null;
  return wantedBy[last.replace(/Ids?$/, '')] ?? null;
}

/**
 * Where nothing was found: the first id that is one of something else than its place takes, which explains it.
 * @returns null: none is
 */
export async function faultOfKind(
  ids: readonly GivenId[],
  field: string,
  context: Context,
): Promise<QueryError | null> {
  const asked = ids.flatMap((given) => {
    const wanted = wantedAt(given.argument, field);
    return wanted === null ? [] : [{ ...given, wanted }];
  });
  if (asked.length === 0) return null;
  const { caller, services } = context;
  const root = { caller, at: null, head: await services.queries.head(null) };
  const found = await services.queries.nodes(
    asked.map(({ id }) => id),
    root,
  );
  for (const [index, { id, argument, wanted }] of asked.entries()) {
    const is = found[index]?.kind;
    if (is !== undefined && is !== wanted) return ofAnotherKind(id, argument, is, wanted);
  }
  return null;
}

function ofAnotherKind(id: string, argument: readonly string[], is: Kind, wanted: Kind): QueryError {
  return new QueryError(
    'INVALID_ID',
    `“${id}”是${names[is].zh}的编号，而这里须用${names[wanted].zh}的编号；请核对。`,
    `"${id}" is the id of ${names[is].en}, and here that of ${names[wanted].en} is wanted; check which id you give.`,
    argument,
  );
}
