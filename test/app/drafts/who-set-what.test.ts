import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../events/canonical-json.js';
import { budgetStream, draftStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted } from '../../support/random/drafting.js';
import { ledgerIn } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { leafHash } from '../../../events/leaf-hash.js';
import { tableOfManyEditors } from '../../support/stories/many-editors.js';

const folder = openFolder();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
});
afterAll(() => folder.leave());

const story = () => tableOfManyEditors(ledger);

describe('each cell that a promotion set leads back to the draft’s event that had set it', () => {
  it('in an indicator that was added and then renamed', async () => {
    const { drafting, own, indicator, editsOf, told, promote } = await story();
    const draftId = await drafting.open();
    await editsOf(
      draftId,
      { type: 'AddIndicator', projectId: own('甲'), ...indicator() },
      { type: 'ReviseIndicator', indicatorId: own('指标'), name: '新名' },
    );
    await promote(draftId);
    expect(await told()).toEqual([
      '指标.class: - → 11 (e1)',
      '指标.name: - → 新名 (e2)',
      '指标.cycleTarget: - → ≥1 (e1)',
      '指标.annualTarget: - → ≥2 (e1)',
      '指标.place: - → a0 (e1)',
    ]);
  });

  it('in a project that was added, renamed, funded, and given an indicator that was revised', async () => {
    const { drafting, own, indicator, editsOf, told, promote } = await story();
    const draftId = await drafting.open();
    const project = {
      projectId: own('丙'),
      fundUserId: own('user'),
      name: '丙',
      goal: '目标。',
      funding: { other: '1' },
    };
    await editsOf(
      draftId,
      {
        type: 'AddProject',
        ...project,
        indicators: [indicator(), indicator({ indicatorId: own('另一'), name: '另一' })],
      },
      { type: 'RenameProject', projectId: own('丙'), name: '丁' },
      { type: 'ReviseFunding', projectId: own('丙'), funding: { other: '2' } },
      { type: 'ReviseIndicator', indicatorId: own('指标'), annualTarget: '≥3' },
    );
    await promote(draftId);
    expect((await told()).filter((cell) => !/class|place|fundUser/.test(cell))).toEqual([
      '丙.name: - → 丁 (e2)',
      '丙.funding.other: - → 2 (e3)',
      '丙.goal: - → 目标。 (e1)',
      '另一.name: - → 另一 (e1)',
      '另一.cycleTarget: - → ≥1 (e1)',
      '另一.annualTarget: - → ≥2 (e1)',
      '指标.name: - → 旧名 (e1)',
      '指标.cycleTarget: - → ≥1 (e1)',
      '指标.annualTarget: - → ≥3 (e4)',
    ]);
  });

  it('in a project that the budget had withdrawn: only what the draft set leads to the draft', async () => {
    const { drafting, own, edit, editsOf, told, promote } = await story();
    const draftId = await drafting.open();
    await editsOf(draftId, { type: 'RenameProject', projectId: own('甲'), name: '丁' });
    accepted(await edit(null, { type: 'WithdrawProject', projectId: own('甲') }));
    await promote(draftId, 'THEIRS');
    expect((await told()).filter((cell) => !/fundUser/.test(cell))).toEqual([
      '甲.name: - → 甲 (-)',
      '甲.funding.fiscalAppropriation: - → 100 (-)',
      '甲.goal: - → 完成工作。 (-)',
      '甲.place: - → a0 (-)',
      '甲.name: 甲 → 丁 (e1)',
    ]);
  });

  it('in a project that the draft brought back, and then renamed', async () => {
    const { drafting, own, edit, editsOf, told, promote } = await story();
    accepted(await edit(null, { type: 'WithdrawProject', projectId: own('甲') }));
    const draftId = await drafting.open();
    await editsOf(
      draftId,
      { type: 'RestoreProject', projectId: own('甲') },
      { type: 'RenameProject', projectId: own('甲'), name: '丁' },
    );
    await promote(draftId);
    expect((await told()).filter((cell) => /name|goal/.test(cell))).toEqual([
      '甲.name: - → 甲 (e1)',
      '甲.goal: - → 完成工作。 (e1)',
      '甲.name: 甲 → 丁 (e2)',
    ]);
  });

  it('in indicators that left one by one before their project did', async () => {
    const { drafting, own, edit, indicator, editsOf, told, promote } = await story();
    const add = (id: string) =>
      ({ type: 'AddIndicator', projectId: own('甲'), ...indicator({ indicatorId: own(id), name: id }) }) as const;
    accepted(await edit(null, add('一'), add('二')));
    const draftId = await drafting.open();
    await editsOf(
      draftId,
      { type: 'WithdrawIndicator', indicatorId: own('一') },
      { type: 'WithdrawProject', projectId: own('甲') },
    );
    await promote(draftId);
    expect((await told()).filter((cell) => /name/.test(cell))).toEqual([
      '甲.name: 甲 → - (e2)',
      '一.name: 一 → - (e1)',
      '二.name: 二 → - (e2)',
    ]);
  });
});

describe('a promotion that an older program recorded', () => {
  it('leads back cell by cell, too, though it names one event for the whole row', async () => {
    const { budgetId, drafting, own, indicator, editsOf, told } = await story();
    const draftId = await drafting.open();
    await editsOf(
      draftId,
      { type: 'AddIndicator', projectId: own('甲'), ...indicator() },
      { type: 'ReviseIndicator', indicatorId: own('指标'), name: '新名' },
    );
    const drafted = await ledger.store.readStream(draftStream(draftId), 0, 10);
    const [opened, added] = drafted.map(({ body }) => decodeEvent(body));
    if (opened?.type !== 'DraftOpened' || added?.type !== 'IndicatorAdded') throw new Error('the draft adds a row');
    const stored = await ledger.store.readStream(budgetStream(budgetId), 0, 100);
    const { revision, version } = decodeEvent(stored.at(-1)?.body ?? '');
    const merge = { kind: 'promote', draft: draftId, event: null, version: 2, editor: null };
    const facts = [
      {
        type: 'IndicatorAdded',
        data: { ...added.data, indicator: { ...added.data.indicator, name: '新名' } },
        source: { ...merge, event: added.id, version: 1, editor: 'e1' },
      },
      {
        type: 'DraftPromoted',
        data: { draftId, version: 2, base: opened.data.base, contentHash: 'c'.repeat(64) },
        source: merge,
      },
    ];
    const save = { ...added, stream: budgetStream(budgetId), version: version + 1, commandId: `old-${draftId}` };
    const events = facts.map((fact, index) => {
      const endsSave = index === facts.length - 1;
      const event = { ...save, ...fact, id: randomUUID(), revision: revision + 1 + index, endsSave };
      const body = canonicalJson({ ...event, schemaVersion: 1 });
      return { id: event.id, type: fact.type, body, leafHash: leafHash(body) };
    });
    const { stream, commandId, commandHash } = save;
    await ledger.store.append({
      stream,
      expectedRevision: revision,
      version: save.version,
      commandId,
      commandHash,
      events,
    });
    expect(await ledger.readModel.reached(await ledger.store.head(), 120_000)).toBe(true);
    expect(await told()).toEqual([
      '指标.class: - → 11 (e1)',
      '指标.name: - → 新名 (e2)',
      '指标.cycleTarget: - → ≥1 (e1)',
      '指标.annualTarget: - → ≥2 (e1)',
      '指标.place: - → a0 (e1)',
    ]);
  });
});
