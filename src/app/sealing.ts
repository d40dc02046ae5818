import { beijingDay } from '../../events/beijing-time.js';
import { unknownSeal } from '../../events/unknown.js';
import { sumAmounts } from '../../events/money.js';
import { decide } from '../../events/budget/budget.decide.js';
import type { Grounds } from '../../events/draft/adjustment.js';
import type { BureauRules } from '../../events/draft/adjustment.rules.js';
import type { AnnotateSave, SealingCommand } from '../../events/sealing/sealing.commands.js';
import { Refusal } from '../../events/refusal.js';
import type { FundingSums, SaveRow } from '../../projections/rows.js';
import type {
  Answering,
  AnnotateRequest,
  CommandRequest,
  SealingCommands,
  SealRequest,
} from '../../services/services.js';
import type { Position } from '../ports/event-store.js';
import type { ContentBodies, Points, Progress, Seals } from '../ports/read-model.js';
import { provenTable } from './proven-contents.js';
import type { Perform } from './command-runner.js';
import { askedBy } from './intent.js';
import type { UpToDate } from './not-yet-applied.js';
import { reachHead } from './not-yet-applied.js';
import type { Decision } from './plan.js';
import { decision, PlanOutdated } from './plan.js';
import { answerOrRefusal } from './refused.js';

export interface SealingTools {
  store: UpToDate['store'];
  readModel: Progress & Points & Seals & ContentBodies;
  rules: BureauRules;
  /** Milliseconds since the epoch: which day is today. */
  clock: () => number;
  /** How long sealing waits for the read model to show everything recorded. */
  patienceMs: number;
}

export interface SealerTools<Outcome> extends SealingTools {
  perform: Perform<Outcome>;
}

/** Commands about versions of the table. What sealing needs of a version that the state does not hold is looked up. */
export function sealer<Outcome>(tools: SealerTools<Outcome>): Answering<SealingCommands, Outcome> {
  const { readModel, perform, rules } = tools;
  return {
    issueControlNumber: (request) =>
      answerOrRefusal(() =>
        perform(request, () => {
          const { budgetId, expectedVersion, limits, basisDocument } = request;
          const by = askedBy(request);
          const about = { by, budgetId, expectedVersion, grounds: groundsOf(request) };
          return planSealing({ type: 'IssueControlNumber', ...about, limits, basisDocument }, rules);
        }),
      ),

    withdrawControlNumber: (request) =>
      answerOrRefusal(() =>
        perform(request, () => {
          const { budgetId, expectedVersion, reason } = request;
          const by = askedBy(request);
          const about = { by, budgetId, expectedVersion, grounds: groundsOf(request) };
          return planSealing({ type: 'WithdrawControlNumber', ...about, reason }, rules);
        }),
      ),

    sealVersion: (request) =>
      answerOrRefusal(() =>
        perform(request, (newIds) => {
          const sealId = newIds()();
          return planSeal(request, sealId, tools);
        }),
      ),

    withdrawSeal: (request) =>
      answerOrRefusal(async () => {
        const { sealId, expectedVersion, reason } = request;
        const shown = await readModel.seal(sealId, (await readModel.status()).position);
        // Another process may have just sealed it.
        const found = shown ?? (await readModel.seal(sealId, await reachHead(tools)));
        if (found === null) throw unknownSeal(sealId);
        const { budgetId } = found.seal;
        const by = askedBy(request);
        const grounds = groundsOf(request);
        return perform(request, () =>
          planSealing({ type: 'WithdrawSeal', by, budgetId, expectedVersion, grounds, sealId, reason }, rules),
        );
      }),

    annotateSave: (request) => answerOrRefusal(() => perform(request, () => planAnnotation(request, tools))),
  };
}

function planSealing(command: SealingCommand, rules: BureauRules): Decision {
  return decision({ budgetId: command.budgetId, draftId: null }, (state) => decide(command, state, rules));
}

function groundsOf({ reason, basisDocument }: CommandRequest): Grounds {
  return { reason, basisDocument };
}

/** Seals the table as the read model has it once it shows everything recorded. */
async function planSeal(request: SealRequest, sealId: string, tools: SealingTools): Promise<Decision> {
  const { readModel, rules, clock } = tools;
  const { budgetId, expectedVersion, stage, name, approvedBy, issuer, issuedOn, withoutControlNumber } = request;
  const { reason, basisDocument } = request;
  const head = await reachHead(tools);
  const newest = await readModel.saveAt(budgetId, { position: head });
  const version = request.version ?? newest?.version ?? 0;
  const save = version === newest?.version ? newest : await readModel.saveAt(budgetId, { version });
  const table = save && (await tableOf(save, readModel));
  const seen = await seenBy(request, readModel);
  const command: SealingCommand = {
    type: 'SealVersion',
    by: askedBy(request),
    budgetId,
    expectedVersion,
    grounds: groundsOf(request),
    sealId,
    stage,
    name,
    approvedBy,
    issuer,
    issuedOn,
    today: beijingDay(new Date(clock()).toISOString()),
    withoutControlNumber,
    reason,
    basisDocument,
    version,
    table,
    seen,
  };
  const seal = planSealing(command, rules);
  // A version that is named may be that of a save which came in since it was looked for.
  const isOutdated = (newestVersion: number) =>
    request.version === null
      ? newestVersion !== version
      : table === null && Number.isInteger(version) && version >= 1 && version <= newestVersion;
  return {
    ...seal,
    decide(state) {
      if (isOutdated(state.version)) throw new PlanOutdated(savedMeanwhile(state.version));
      return seal.decide(state);
    },
  };
}

/** Corrects what a save says, looked up once the read model shows everything recorded. */
async function planAnnotation(request: AnnotateRequest, tools: SealingTools): Promise<Decision> {
  const { readModel, rules } = tools;
  const {
    budgetId,
    expectedVersion,
    version,
    correctedReason: reason,
    correctedBasisDocument: basisDocument,
  } = request;
  const head = await reachHead(tools);
  const newest = await readModel.saveAt(budgetId, { position: head });
  const said = await saidOf(budgetId, version, head, readModel);
  const about = { by: askedBy(request), budgetId, expectedVersion, grounds: groundsOf(request), version };
  const annotation = planSealing({ type: 'AnnotateSave', ...about, reason, basisDocument, said }, rules);
  return {
    ...annotation,
    decide(state) {
      if (newest !== null && state.version !== newest.version)
        throw new PlanOutdated(correctedMeanwhile(state.version));
      return annotation.decide(state);
    },
  };
}

/** The reason and the document of a save, as the last correction of each has it. */
async function saidOf(budgetId: string, version: number, head: Position, readModel: Points & Seals) {
  const save = await readModel.saveAt(budgetId, { version });
  const [corrections = []] = await readModel.annotations(budgetId, [version], head);
  const said: AnnotateSave['said'] = {
    reason: save?.reason ?? null,
    basisDocument: save?.basisDocument ?? null,
    stamp: null,
  };
  for (const { correctedReason, correctedBasisDocument, savedAs, actor, recordedAt } of corrections) {
    said.stamp = { version: savedAs, actorId: actor.id, recordedAt };
    said.reason = correctedReason ?? said.reason;
    said.basisDocument = correctedBasisDocument ?? said.basisDocument;
  }
  return said;
}

/** A client says what it saw by its hash, or by a version; where it names the version to be sealed, that is what it saw. */
async function seenBy({ budgetId, contentHash, version, expectedVersion }: SealRequest, readModel: Points) {
  if (contentHash !== null) return { contentHash, by: 'contentHash' } as const;
  if (version !== null || expectedVersion === null) return null;
  const save = await readModel.saveAt(budgetId, { version: expectedVersion });
  return { contentHash: save?.contentHash ?? '', by: 'expectedVersion' } as const;
}

/** What is sealed is proven row by row, and its sums with it. @throws QueryError BROKEN_CONTENT */
async function tableOf(save: SaveRow, readModel: ContentBodies) {
  const { rows } = await provenTable(readModel, save);
  const funding = rows.flatMap((row) => (row.kind === 'project' ? [row.funding] : []));
  const sumOf = (source: keyof FundingSums) => sumAmounts(funding.map((cells) => cells[source]));
  const totals = {
    fiscalAppropriation: sumOf('fiscalAppropriation'),
    specialAccount: sumOf('specialAccount'),
    other: sumOf('other'),
  };
  return { contentHash: save.contentHash, totals };
}

function correctedMeanwhile(version: number): Refusal {
  return new Refusal(
    'CONFLICT',
    `预算正被不断保存（现为版本 ${version}），更正未能完成；请稍后重试。`,
    `The budget is being saved again and again (version ${version} now), so nothing was corrected; try again shortly.`,
    { argument: ['version'] },
  );
}

function savedMeanwhile(version: number): Refusal {
  return new Refusal(
    'CONFLICT',
    `预算正被不断保存（现为版本 ${version}），定稿未能完成；请指明要定稿的版本后重试。`,
    `The budget is being saved again and again (version ${version} now), so it was not sealed; name the version to seal.`,
    { argument: ['version'] },
  );
}
