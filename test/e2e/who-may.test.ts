import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { withWhoMay } from '../../schema/who-may/print-who-may.js';
import type { ClassifiedMutation, Moment } from '../../schema/who-may/who-may.js';
import { actsOfMutations, answerTo, moments } from '../../schema/who-may/who-may.js';
import type { Role } from '../../services/caller.js';
import { roles } from '../../services/caller.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { sampleText } from '../support/stories/published-sample.js';
import type { Season } from '../support/stories/season.js';
import { grounds, kind, seasonAt } from '../support/stories/season.js';

const mutations = Object.keys(actsOfMutations) as ClassifiedMutation[];

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
});
afterAll(cleanUp);

/** A mutation whose input is right: made anew, and what it did undone, behind each who was not refused. */
interface Case {
  input: (season: Season, moment: Moment, asker: string) => object | Promise<object>;
  /** The input is right for one asker alone. */
  isOwn?: true;
  undo?: (season: Season) => Promise<unknown>;
}

const cases: Record<ClassifiedMutation, Case> = {
  openBudget: { input: ({ unit, next }) => ({ unit, fiscalYear: 2024 + next() }) },
  renameBudget: { input: ({ budgetId, next }) => ({ budgetId, name: `名称${next()}` }) },
  addFundUser: { input: ({ budgetId, next }) => ({ budgetId, name: `名称${next()}` }) },
  renameFundUser: { input: ({ idOf, next }) => ({ fundUserId: idOf('user'), name: `名称${next()}` }) },
  reviseDeclaredTotals: {
    input: ({ idOf, next }) => ({ fundUserId: idOf('user'), declaredTotals: { total: String(next()) } }),
  },
  withdrawFundUser: {
    input: ({ idOf }) => ({ fundUserId: idOf('empty') }),
    undo: ({ done, idOf }) => done('restoreFundUser', { fundUserId: idOf('empty') }),
  },
  restoreFundUser: {
    input: ({ idOf }) => ({ fundUserId: idOf('goneUser') }),
    undo: ({ done, idOf }) => done('withdrawFundUser', { fundUserId: idOf('goneUser') }),
  },
  addProject: { input: ({ idOf, next }) => ({ fundUserId: idOf('user'), name: `名称${next()}`, goal: '' }) },
  renameProject: { input: ({ idOf, next }) => ({ projectId: idOf('project'), name: `名称${next()}` }) },
  assignFundUser: {
    input: ({ idOf }) => ({ projectId: idOf('second'), fundUserId: idOf('other') }),
    undo: ({ done, idOf }) => done('assignFundUser', { projectId: idOf('second'), fundUserId: idOf('user') }),
  },
  moveProject: {
    input: ({ idOf }) => ({ projectId: idOf('second'), place: { first: true } }),
    undo: ({ done, idOf }) => done('moveProject', { projectId: idOf('second'), place: { after: idOf('project') } }),
  },
  reviseFunding: { input: ({ idOf }) => ({ projectId: idOf('second'), funding: { specialAccount: '0.5' } }) },
  reviseGoal: { input: ({ idOf, next }) => ({ projectId: idOf('second'), goal: `目标${next()}` }) },
  withdrawProject: {
    input: ({ idOf }) => ({ projectId: idOf('second') }),
    undo: ({ done, idOf }) => done('restoreProject', { projectId: idOf('second') }),
  },
  restoreProject: {
    input: ({ idOf }) => ({ projectId: idOf('goneProject') }),
    undo: ({ done, idOf }) => done('withdrawProject', { projectId: idOf('goneProject') }),
  },
  addIndicator: {
    input: ({ idOf, next }) => ({
      projectId: idOf('project'),
      level2: '11',
      name: `名称${next()}`,
      cycleTarget: '',
      annualTarget: '',
    }),
  },
  reviseIndicator: { input: ({ idOf, next }) => ({ indicatorId: idOf('indicator'), annualTarget: `≥${next()}` }) },
  moveIndicator: {
    input: ({ idOf }) => ({ indicatorId: idOf('another'), place: { first: true } }),
    undo: ({ done, idOf }) =>
      done('moveIndicator', { indicatorId: idOf('another'), place: { after: idOf('indicator') } }),
  },
  withdrawIndicator: {
    input: ({ idOf }) => ({ indicatorId: idOf('another') }),
    undo: ({ done, idOf }) => done('restoreIndicator', { indicatorId: idOf('another') }),
  },
  restoreIndicator: {
    input: ({ idOf }) => ({ indicatorId: idOf('goneIndicator') }),
    undo: ({ done, idOf }) => done('withdrawIndicator', { indicatorId: idOf('goneIndicator') }),
  },
  applyChanges: {
    input: ({ budgetId, idOf, next }) => ({
      budgetId,
      changes: [{ reviseGoal: { projectId: idOf('second'), goal: `目标${next()}` } }],
    }),
  },
  // As a dry run, which is refused as the import would be: the published table would replace every row.
  importTable: {
    input: ({ unit }) => ({
      fileName: 'table.txt',
      content: { text: sampleText },
      unit,
      fiscalYear: 2024,
      columns: ['FISCAL_APPROPRIATION', 'OTHER'],
      dryRun: true,
    }),
  },
  revert: { input: ({ budgetId, beforehand }) => ({ what: { table: { budgetId, toVersion: beforehand } } }) },
  annotateSave: { input: ({ budgetId, next }) => ({ budgetId, version: 2, correctedReason: `理由${next()}` }) },
  openDraft: {
    input: ({ budgetId, next }, moment) => ({
      budgetId,
      name: `草案${next()}`,
      ...(moment === 'SECOND_DOWN' ? kind : {}),
    }),
  },
  submitDraft: { input: async ({ draft }) => ({ draftId: await draft() }) },
  withdrawSubmission: { isOwn: true, input: async ({ submitted }, _, asker) => ({ draftId: await submitted(asker) }) },
  convertDraftToAdjustment: { input: async ({ early }) => ({ draftId: await early(), ...kind }) },
  refreshDraft: { input: async ({ draft }) => ({ draftId: await draft() }) },
  returnDraft: { input: async ({ submitted }) => ({ draftId: await submitted(), opinion: '请说明。' }) },
  approveDraft: { input: async ({ submitted }) => ({ draftId: await submitted() }) },
  discardDraft: { input: async ({ draft }) => ({ draftId: await draft() }) },
  promoteDraft: {
    async input({ submitted, done }) {
      const draftId = await submitted();
      await done('approveDraft', { draftId });
      const { changesHash } = await done('promoteDraft', { draftId, dryRun: true }, 'changesHash');
      return { draftId, changesHash };
    },
  },
  issueControlNumber: { input: ({ budgetId, next }) => ({ budgetId, total: String(100 + next()) }) },
  withdrawControlNumber: {
    input: ({ budgetId }) => ({ budgetId }),
    undo: ({ done, budgetId }) => done('issueControlNumber', { budgetId, total: '100' }),
  },
  sealVersion: {
    input: ({ nextSeal }) => nextSeal,
    async undo({ done, budgetId, nextSeal }) {
      const { budget } = await ledger.data(
        `{ budget(id: "${budgetId}") { seals { id stage withdrawal { reason } } } }`,
      );
      const seal = budget.seals.find(({ stage, withdrawal }) => stage === nextSeal.stage && withdrawal === null);
      return done('withdrawSeal', { sealId: seal?.id });
    },
  },
  withdrawSeal: {
    input: ({ newestSeal }) => ({ sealId: newestSeal() }),
    undo: ({ sealAgain }) => sealAgain(),
  },
};

/** The codes that each role is answered with; null: it is done. */
async function answers(season: Season, mutation: ClassifiedMutation, moment: Moment) {
  const { input, isOwn, undo } = cases[mutation];
  const told: [Role, string | null][] = [];
  let unused: object | null = null;
  for (const role of roles) {
    const id = `${role}-1`;
    const asked: object = unused ?? { ...grounds, ...(await input(season, moment, id)) };
    const { userErrors } = await season.ask({ id, role }, mutation, asked);
    const isDone = userErrors.length === 0;
    if (isDone) await undo?.(season);
    unused = isDone || isOwn ? null : asked;
    told.push([role, isDone ? null : userErrors.map(({ code }) => code).join(', ')]);
  }
  return told;
}

describe('who may do what, and when', () => {
  it('is said of every mutation of the contract', () => {
    const contract = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
    expect([...mutations].sort()).toEqual(Object.keys(contract.getMutationType()?.getFields() ?? {}).sort());
  });

  it('stands in docs/officer.md', () => {
    const page = readFileSync('docs/officer.md', 'utf8');
    // After a change: npm run who-may
    expect(page).toBe(withWhoMay(page));
  });

  it('is what the server answers, for each role, mutation and stage', async () => {
    const told = moments.map(async (moment) => {
      const season = await seasonAt(ledger, moment);
      const all: [string, string | null][] = [];
      for (const mutation of mutations) {
        for (const [role, code] of await answers(season, mutation, moment)) {
          all.push([`${moment} ${mutation} ${role}`, code]);
        }
      }
      return all;
    });
    const expected = moments.flatMap((moment) =>
      mutations.flatMap((mutation) =>
        roles.map((role) => [`${moment} ${mutation} ${role}`, answerTo(role, mutation, moment)] as const),
      ),
    );
    expect(Object.fromEntries((await Promise.all(told)).flat())).toEqual(Object.fromEntries(expected));
  });
});
