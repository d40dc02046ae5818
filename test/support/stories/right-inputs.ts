import type { ClassifiedMutation, Moment } from '../../../schema/who-may/who-may.js';
import { sampleText } from './published-sample.js';
import type { Season } from './season.js';
import { kind } from './season.js';

/** A mutation whose input is right: made anew, and what it did undone, behind each who was not refused. */
export interface Case {
  input: (season: Season, moment: Moment, asker: string) => object | Promise<object>;
  /** The input is right for one asker alone. */
  isOwn?: true;
  undo?: (season: Season) => Promise<unknown>;
}

/** For each mutation an input that is right. */
export const rightInputs: Record<ClassifiedMutation, Case> = {
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
  refreshDraft: {
    async input({ draft, done, budgetId, next }) {
      const draftId = await draft();
      await done('annotateSave', { budgetId, version: 2, correctedReason: `理由${next()}` });
      return { draftId };
    },
  },
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
    async undo({ done, budgetId, nextSeal, ledger }) {
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
