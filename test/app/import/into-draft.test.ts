import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetStream } from '../../../events/identity.js';
import type { ImportRequest } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { importSamples } from '../../../src/first-start.js';
import { accepted, draftingIn } from '../../support/random/drafting.js';
import { ledgerIn, request } from '../../support/ledgers/ledger.js';
import { sampleUnit } from '../../support/clients/mutate.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleSidecar, sampleText } from '../../support/stories/published-sample.js';
import { budgetId } from '../../support/clients/reverting.js';

const folder = openFolder();
let ledger: Ledger;
let draftId: string;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
  await importSamples(ledger.services.commands);
  draftId = await draftingIn(ledger, sampleUnit).open();
});
afterAll(() => folder.leave());

/** The published table with two cells changed. */
const edited = [
  ['走访企业数量', '走访企业家数'],
  ['等于1', '等于2'],
].reduce((text, [from = '', to = '']) => {
  const at = new RegExp([...from].join('\\s*'));
  if (!at.test(text)) throw new Error(`the sample does not say ${from}`);
  return text.replace(at, to);
}, sampleText);

function importing(more: Partial<ImportRequest> = {}) {
  return ledger.services.commands.importTable({
    ...request(),
    fileName: 'table.txt',
    bytes: Buffer.from(edited),
    unitKey: null,
    fiscalYear: 2024,
    taxonomy: null,
    columns: sampleSidecar.columns,
    rowColumns: [],
    expectedVersion: null,
    mapping: [],
    dryRun: false,
    draftId,
    ...more,
  });
}

const stored = () => ledger.store.readStream(budgetStream(budgetId), 0, 10_000);

/** Without what is looked up when it is asked for. */
const plain = (preview: unknown): unknown => JSON.parse(JSON.stringify(preview));

describe('a table taken into a draft', () => {
  it('changes the cells that differ there, in one save with its lines, and leaves the budget alone', async () => {
    const before = await stored();
    const dry = await importing({ dryRun: true });
    expect(dry.preview?.()).toMatchObject({ budgetId, version: 0, opens: false });
    expect(await ledger.readModel.saveAt(draftId, { version: 1 })).toBeNull();
    const { done, preview } = { done: null, ...(await importing()) };
    expect(done).toMatchObject({ budgetId, draftId, version: 1 });
    expect(plain(preview?.())).toEqual(plain(dry.preview?.()));
    expect(preview?.().rows.flatMap(({ cells }) => cells.map(({ after }) => after))).toEqual(
      expect.arrayContaining(['走访企业家数', '等于2']),
    );
    const save = await ledger.readModel.saveAt(draftId, { version: 1 });
    expect(save).toMatchObject({ changes: 2, source: { kind: 'import', fileName: 'table.txt' } });
    expect(await importing()).toMatchObject({ done: { version: 1, events: [] } });
    expect(await stored()).toEqual(before);
  });

  it('has to be the table of the draft’s own unit and year, and the draft one that is open', async () => {
    for (const dryRun of [true, false]) {
      for (const of of [{ fiscalYear: 2025 }, { unitKey: '另一单位' }]) {
        expect(await importing({ ...of, dryRun })).toMatchObject({
          refusals: [{ code: 'INVALID_INPUT', argument: ['draftId'], messageEn: expect.stringContaining('for 2024') }],
        });
      }
      expect(await importing({ draftId: 'nothing', dryRun })).toMatchObject({
        refusals: [{ code: 'NOT_FOUND', argument: ['draftId'] }],
      });
    }
    const discarded = await draftingIn(ledger, sampleUnit).open();
    const about = { draftId: discarded, expectedVersion: null };
    accepted(await ledger.services.commands.discardDraft({ ...request(), ...about }));
    for (const dryRun of [true, false]) {
      expect(await importing({ draftId: discarded, dryRun })).toMatchObject({ refusals: [{ code: 'DRAFT_CLOSED' }] });
    }
  });
});
