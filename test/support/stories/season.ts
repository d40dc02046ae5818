import type { Moment } from '../../../schema/who-may/who-may.js';
import { roles } from '../../../services/caller.js';
import type { MutationName } from '../clients/contract.js';
import type { Who } from '../clients/mutate.js';
import { mutate } from '../clients/mutate.js';
import type { RunningLedger } from '../processes/running-ledger.js';

/** Every save of a season's story gives its grounds, which 二下 will ask for. */
export const grounds = { reason: '按批复办理', basisDocument: '越财〔2024〕1号' };
export const kind = { adjustmentKind: 'BUDGET_ADJUSTMENT' };

const payload = (more: string) => `userErrors { code argument message } ${more}`;

/** A budget of a unit of its own, brought to a moment of its season, and what whoever sets it up does meanwhile. */
export async function seasonAt(ledger: RunningLedger, moment: Moment) {
  const unit = `单位-${moment}`;
  let turn = 0;
  const next = () => (turn += 1);

  /** Asks as somebody; the answer is for the caller to judge. */
  const ask = <Name extends MutationName>(who: Who, mutation: Name, input: object, fields = '') =>
    mutate(ledger, mutation, input, payload(fields), { unit, ...who });

  /** Does it as an administrator who edits no draft. @throws if it is refused */
  async function done<Name extends MutationName>(mutation: Name, input: object, fields = '', id = 'clerk') {
    const answer = await ask({ id, role: 'admin' }, mutation, { ...grounds, ...input }, fields);
    if (answer.userErrors.length > 0) throw new Error(`${mutation}: ${JSON.stringify(answer.userErrors)}`);
    return answer;
  }

  const opening = await done('openBudget', { unit, fiscalYear: 2024 }, 'budget { id }');
  const budgetId = opening.budget.id;
  const added = (await done('applyChanges', { budgetId, changes: firstRows }, 'added { ref entityId }')).added;
  const ids = Object.fromEntries(added.map(({ ref, entityId }) => [ref, entityId]));
  const idOf = (ref: string) => ids[ref] ?? '';
  await done('withdrawFundUser', { fundUserId: idOf('goneUser') });
  await done('withdrawProject', { projectId: idOf('goneProject') });
  await done('withdrawIndicator', { indicatorId: idOf('goneIndicator') });
  await done('issueControlNumber', { budgetId, total: '100' });
  const beforehand = (await done('annotateSave', { budgetId, version: 1, correctedReason: '编制' }, 'version')).version;

  const issued = { issuer: 'FINANCE', issuedOn: '2024-01-31' };
  const seals: Record<Moment | 'ADJUSTMENT', { stage?: string; name?: string }> = {
    BEFORE_FIRST_UP: { name: '送审稿' },
    FIRST_UP: { stage: 'FIRST_UP' },
    FIRST_DOWN: { stage: 'FIRST_DOWN', ...issued },
    SECOND_UP: { stage: 'SECOND_UP' },
    SECOND_DOWN: { stage: 'SECOND_DOWN', ...issued },
    ADJUSTMENT: { stage: 'ADJUSTMENT' },
  };
  const steps = Object.keys(seals) as (keyof typeof seals)[];
  const seal = async (step: keyof typeof seals) =>
    (await done('sealVersion', { budgetId, ...seals[step] }, 'seal { id }')).seal.id;

  /** A draft that changes something, edited by "drafter". */
  async function draft(more: object = moment === 'SECOND_DOWN' ? kind : {}): Promise<string> {
    const opened = await done('openDraft', { budgetId, name: `草案${next()}`, ...more }, 'draft { id }', 'drafter');
    const draftId = opened.draft.id;
    await done('reviseGoal', { projectId: idOf('project'), draftId, goal: `目标${next()}` }, '', 'drafter');
    return draftId;
  }

  async function submitted(by = 'drafter'): Promise<string> {
    const draftId = await draft();
    await done('submitDraft', { draftId }, '', by);
    return draftId;
  }

  // Drafts from before 二下 can only be opened before it.
  const early: string[] = [];
  let newest = '';
  for (const step of steps.slice(0, steps.indexOf(moment) + 1)) {
    if (step === 'SECOND_DOWN') for (let count = 0; count < roles.length; count += 1) early.push(await draft({}));
    newest = await seal(step);
  }

  return {
    ledger,
    ask,
    done,
    next,
    unit,
    budgetId,
    idOf,
    draft,
    submitted,
    /** Opened before 二下. */
    early: () => early.pop() ?? draft({}),
    /** The version with all the rows. */
    beforehand,
    /** What seals the stage behind the moment. */
    nextSeal: { budgetId, ...seals[steps[steps.indexOf(moment) + 1] ?? 'ADJUSTMENT'], name: undefined },
    newestSeal: () => newest,
    sealAgain: async () => void (newest = await seal(moment)),
  };
}

export type Season = Awaited<ReturnType<typeof seasonAt>>;

const indicator = (name: string) => ({ level2: '11', name, cycleTarget: '≥1', annualTarget: '≥1' });

const firstRows = [
  { addFundUser: { ref: 'user', name: '本级' } },
  { addFundUser: { ref: 'other', name: '下属中心' } },
  { addFundUser: { ref: 'empty', name: '空单位' } },
  { addFundUser: { ref: 'goneUser', name: '原单位' } },
  { addProject: { ref: 'project', fundUserId: 'ref:user', name: '甲', goal: '一', funding: { other: '1' } } },
  { addProject: { ref: 'second', fundUserId: 'ref:user', name: '乙', goal: '' } },
  { addProject: { ref: 'goneProject', fundUserId: 'ref:user', name: '丙', goal: '' } },
  { addIndicator: { ref: 'indicator', projectId: 'ref:project', ...indicator('数量') } },
  { addIndicator: { ref: 'another', projectId: 'ref:project', ...indicator('人数') } },
  { addIndicator: { ref: 'goneIndicator', projectId: 'ref:project', ...indicator('次数') } },
];
