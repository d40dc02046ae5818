import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetIdOf } from '../../../events/identity.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted, draftingIn } from '../../support/random/drafting.js';
import { ledgerIn, request } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';

const folder = openFolder();
const budgetId = budgetIdOf('某单位', 2024);
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
  const about = { unitKey: '某单位', name: '某单位', fiscalYear: 2024, taxonomy: 'cn-2020' };
  accepted(await ledger.services.commands.openBudget({ ...request(), ...about }));
});
afterAll(() => folder.leave());

describe('a draft', () => {
  it.each(['viewer', 'auditor'])('is not edited by a %s', async (role) => {
    const { as, open } = draftingIn(ledger, '某单位');
    const draftId = await open(`给${role}看的草案`);
    const about = { of: { budgetId }, draftId, expectedVersion: null, edits: [{ type: 'RenameBudget', name: '新名' }] };
    const { commands } = ledger.services;
    const answers = [
      await commands.edit({ ...as('someone', role), ...about } as Parameters<typeof commands.edit>[0]),
      await ledger.services.dryRuns.edit({ ...as('someone', role), ...about } as Parameters<typeof commands.edit>[0]),
      await commands.openDraft({ ...as('someone', role), budgetId, name: '草案', version: null }),
      await commands.submitDraft({ ...as('someone', role), draftId, expectedVersion: null }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ refused: true, refusals: [{ code: 'FORBIDDEN' }] });
    }
  });

  it('is not edited as a draft of another budget', async () => {
    const { as, open } = draftingIn(ledger, '某单位');
    const about = { of: { budgetId: 'another' }, draftId: await open('别的草案'), expectedVersion: null, edits: [] };
    const answer = await ledger.services.commands.edit({ ...as('editor-1', 'editor'), ...about });
    expect(answer).toMatchObject({ refused: true, refusals: [{ code: 'NOT_FOUND', argument: ['draftId'] }] });
  });
});
