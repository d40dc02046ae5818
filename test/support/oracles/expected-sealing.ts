import type { RecordedEvent } from '../../../events/upcast.js';
import type { Stage } from '../../../events/sealing/sealing.events.js';
import { stages } from '../../../events/sealing/sealing.events.js';

/** What stands in a table of a few projects whose only money is 财政拨款. */
interface Standing {
  /** By project, in 万元. */
  amounts: Map<string, number>;
  /** The version of the last change of a cell. */
  changed: number;
  limit: number | null;
  /** Whether a seal has said why there is no control number. */
  isSaid: boolean;
  seals: Map<string, Stage>;
}

/** What the recorded events of a budget do against the rules of sealing, told once more and in the plainest way. */
export function expectedSealing(events: readonly RecordedEvent[]): string[] {
  const standing: Standing = { amounts: new Map(), changed: 0, limit: null, isSaid: false, seals: new Map() };
  return events.flatMap((event) => wrongWith(event, standing).map((what) => `v${event.version} ${what}`));
}

function wrongWith(event: RecordedEvent, standing: Standing): string[] {
  const { type, data } = event;
  if (type === 'ControlNumberIssued') {
    Object.assign(standing, { limit: Number(data.total), isSaid: false });
  } else if (type === 'ControlNumberWithdrawn') {
    const wrong = standing.limit === null ? ['lifts what is not in force'] : [];
    Object.assign(standing, { limit: null, isSaid: false });
    return wrong;
  } else if (type === 'VersionSealed') {
    return wrongSeal(data, standing);
  } else if (type === 'SealWithdrawn') {
    return wrongWithdrawal(data, standing);
  } else if (type === 'ProjectAdded' || type === 'ProjectFundingRevised') {
    standing.amounts.set(data.projectId, Number(data.funding.fiscalAppropriation));
    standing.changed = event.version;
    if ([...standing.seals.values()].includes('SECOND_DOWN')) return ['edits behind 二下'];
  }
  return [];
}

function wrongWithdrawal({ sealId }: { sealId: string }, { seals }: Standing): string[] {
  const stage = seals.get(sealId);
  seals.delete(sealId);
  if (stage === undefined) return ['withdraws no seal in force'];
  return [...seals.values()].some((each) => stages.indexOf(each) > stages.indexOf(stage))
    ? [`withdraws ${stage} under a later one`]
    : [];
}

function wrongSeal(
  { stage, sealId, version, withoutControlNumber }: (RecordedEvent & { type: 'VersionSealed' })['data'],
  standing: Standing,
): string[] {
  const { amounts, changed, limit, isSaid, seals } = standing;
  if (stage === null) return [];
  const sum = [...amounts.values()].reduce((all, amount) => all + amount, 0);
  const before = stages[stages.indexOf(stage) - 1];
  const isExplained = limit === null ? withoutControlNumber !== null : withoutControlNumber === null;
  const wrong = [
    [before !== undefined && ![...seals.values()].includes(before), 'out of order'],
    [[...seals.values()].includes(stage), 'twice'],
    [stage === 'FIRST_DOWN' && !isExplained, 'with neither a control number nor a reason'],
    [stage === 'SECOND_UP' && !isExplained && !(limit === null && isSaid), 'with neither of the two'],
    // Older versions are sealed only as 二下 here.
    [stage === 'SECOND_UP' && limit !== null && sum > limit, 'above the control number'],
    [stage === 'SECOND_DOWN' && changed > version, 'of a table that is not the one that stands'],
  ] as const;
  seals.set(sealId, stage);
  if (withoutControlNumber !== null) standing.isSaid = true;
  return wrong.flatMap(([isWrong, what]) => (isWrong ? [`${stage} ${what}`] : []));
}
