import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ledger } from '../../../src/compose.js';
import { ledgerIn } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { tableOfManyEditors } from '../../support/stories/many-editors.js';

const folder = openFolder();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
});
afterAll(() => folder.leave());

const story = () => tableOfManyEditors(ledger);

describe('each cell that a refresh set leads back to the budget’s event that had set it', () => {
  it('in an indicator that was added with both targets, of which one was revised', async () => {
    const { drafting, own, indicator, editsOf, told } = await story();
    const draftId = await drafting.open();
    await editsOf(
      null,
      { type: 'AddIndicator', projectId: own('甲'), ...indicator() },
      { type: 'ReviseIndicator', indicatorId: own('指标'), annualTarget: '≥3' },
    );
    const { preview } = await drafting.refresh(draftId, [], null);
    expect((await drafting.refresh(draftId, [], preview?.changesHash ?? '')).refused).toBe(false);
    expect(await told(draftId)).toEqual([
      '指标.class: - → 11 (e1)',
      '指标.name: - → 旧名 (e1)',
      '指标.cycleTarget: - → ≥1 (e1)',
      '指标.annualTarget: - → ≥3 (e2)',
      '指标.place: - → a0 (e1)',
    ]);
  });
});

describe('what a refresh took out of a promotion', () => {
  it('leads on to who had set it in the promoted draft, and to that draft', async () => {
    const { drafting, own, indicator, editsOf, told, promote } = await story();
    const behind = await drafting.open();
    const promoted = await drafting.open();
    await editsOf(
      promoted,
      { type: 'AddIndicator', projectId: own('甲'), ...indicator() },
      { type: 'ReviseIndicator', indicatorId: own('指标'), name: '新名' },
    );
    await promote(promoted);
    const { preview } = await drafting.refresh(behind, [], null);
    expect((await drafting.refresh(behind, [], preview?.changesHash ?? '')).refused).toBe(false);
    expect(await told(behind)).toEqual([
      '指标.class: - → 11 (e1)',
      '指标.name: - → 新名 (e2)',
      '指标.cycleTarget: - → ≥1 (e1)',
      '指标.annualTarget: - → ≥2 (e1)',
      '指标.place: - → a0 (e1)',
    ]);
    const filter = { entityIds: [own('指标')], paths: ['name'], drafts: { only: behind } };
    const head = await ledger.store.head();
    const [named] = (await ledger.readModel.changes(filter, 'NEWEST_FIRST', head, { first: 1, after: null })).rows;
    if (named === undefined) throw new Error('the refresh gives the draft the indicator');
    const from = await ledger.services.queries.mergedFrom(named.row);
    expect(from?.draft?.id).toBe(promoted);
    expect(from?.event?.type).toBe('IndicatorRenamed');
  });
});
