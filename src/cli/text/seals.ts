import { differenceText, limitCells, limitLabels } from '../../../events/sealing/control-number.js';
import { issuerNames, stageNames } from '../../../events/sealing/sealing.events.js';
import type { Issuer, VersionSealed } from '../../../events/sealing/sealing.events.js';
import type { ControlNumberRow } from '../../../projections/sealing-rows.js';
import type {
  Annotated,
  ControlNumberWithdrawalView,
  Queries,
  Recorded,
  SealView,
} from '../../../services/services.js';
import { annotatedJson, annotatedText } from './annotated.js';
import { actorLabel } from './changes.js';
import { clock } from './labels.js';
import type { Output } from '../terminal/output.js';
import { columnsOf, table } from '../terminal/table.js';

const columns = columnsOf('名称', '阶段', '版本', '时间', '操作人', '批准人', '下达', '内容哈希', '状态', '理由');

export async function sealsTable(output: Output, queries: Queries, seals: readonly SealView[]): Promise<string> {
  const rows = seals.map(async (seal) =>
    [
      seal.name,
      seal.stage === null ? '' : stageNames[seal.stage],
      String(seal.version),
      clock(seal.recordedAt),
      await actorLabel(queries, seal.actor.id),
      seal.approvedBy.id,
      issuedOf(seal),
      seal.contentHash.slice(0, 16),
      await stateOf(queries, seal),
      [await annotatedText(seal, seal), ...controlText(seal)].filter((text) => text !== '').join('；'),
    ].map((text) => ({ text })),
  );
  return table(output, columns, await Promise.all(rows));
}

/** A seal, and who withdrew it, each with how its reason and document were corrected later. */
export async function sealJson(seal: SealView): Promise<object> {
  const { withdrawal } = seal;
  return { ...(await annotatedJson(seal)), withdrawal: withdrawal && (await annotatedJson(withdrawal)) };
}

async function stateOf(queries: Queries, { withdrawal }: SealView): Promise<string> {
  if (withdrawal === null) return '有效';
  return withdrawnText(queries, withdrawal);
}

/** What a save sealed: a line, and one more where it tells something of the control number. */
export function sealedText(sealed: VersionSealed): string {
  const { name, stage, version, contentHash, issued } = sealed;
  const title = stage === null || stageNames[stage] === name ? name : `${stageNames[stage]} ${name}`;
  const parts = [
    title,
    `版本 ${version}`,
    contentHash,
    ...(issued === null ? [] : [`${issuedText(issued.issuer, issued.document, issued.date)}下达`]),
  ];
  const lines = [`已定稿：${parts.join(' · ')}`, ...controlText(sealed)];
  return lines.map((line) => `${line}\n`).join('');
}

/** By whom, by which document and on which day it came down. */
function issuedText(issuer: Issuer, document: string, day: string): string {
  return `${issuerNames[issuer]} ${document} ${day}`;
}

function issuedOf({ issued }: SealView): string {
  return issued === null ? '' : issuedText(issued.issuer, issued.basisDocument, issued.issuedOn);
}

/** What it says of the control number. */
function controlText({
  withoutControlNumber,
  controlDifference,
}: Pick<VersionSealed, 'withoutControlNumber' | 'controlDifference'>): string[] {
  const differences = controlDifference.map((each) => differenceText(each).zh);
  return [
    ...(withoutControlNumber === null ? [] : [`无控制数：${withoutControlNumber}`]),
    ...(differences.length === 0 ? [] : [`与控制数不一致：${differences.join('；')}`]),
  ];
}

export async function liftedText(queries: Queries, withdrawal: ControlNumberWithdrawalView): Promise<string> {
  return `控制数已撤销：${await withdrawnText(queries, withdrawal)}`;
}

async function withdrawnText(queries: Queries, withdrawal: Recorded & Annotated): Promise<string> {
  const { recordedAt, actor } = withdrawal;
  return `${clock(recordedAt)} 由${await actorLabel(queries, actor.id)}撤销：${await annotatedText(withdrawal, withdrawal)}`;
}

/** Only what is limited. */
export function limitsText(limits: ControlNumberRow): string {
  const limited = limitCells.flatMap((cell) => {
    const limit = limits[cell];
    return limit === null ? [] : [`${limitLabels[cell].zh} ${limit}`];
  });
  return `${limited.join('，')} 万元`;
}
