import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import type { Commands } from '../../../services/services.js';
import { commandLanes } from '../../../src/app/command-lanes.js';
import { commandOutcomes } from '../../../src/app/command-outcomes.js';
import { createCommands } from '../../../src/app/commands.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted } from '../../support/random/drafting.js';
import { ledgerIn } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { codes, twoProjects } from '../../support/stories/two-projects.js';

const folder = openFolder();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
});
afterAll(() => folder.leave());

/** Another process that writes the same ledger: between its look at the open drafts and its append, something happens. */
function otherProcess(between: () => Promise<unknown>): Commands {
  const { store, readModel } = ledger;
  const looking = Object.create(readModel, {
    drafts: {
      value: async (...about: Parameters<typeof readModel.drafts>) => {
        const found = await readModel.drafts(...about);
        await between();
        return found;
      },
    },
  }) as typeof readModel;
  const outcomes = commandOutcomes(ledger);
  const tools = { store, outcomes, readModel: looking, newId: () => uuidv7(), rules: usualRules };
  return createCommands({ ...tools, lanes: commandLanes({ ...tools, now: () => new Date().toISOString() }) });
}

describe('the name of a draft', () => {
  it('is given once among those that are open, and again after one was discarded', async () => {
    const { budgetId, drafting } = await twoProjects(ledger);
    const { commands } = ledger.services;
    const open = () =>
      commands.openDraft({ ...drafting.as('editor-1', 'editor'), budgetId, name: '一上稿', version: null });
    const { draftId } = accepted(await open());
    expect(codes(await open())).toEqual([['DUPLICATE_NAME', 'name']]);
    await (await twoProjects(ledger)).drafting.open('一上稿');
    const asked = { ...drafting.as('editor-1', 'editor'), draftId: draftId ?? '', expectedVersion: null };
    accepted(await commands.discardDraft(asked));
    expect((await open()).refused).toBe(false);
  });

  it('is given once also where many ask for it at once', async () => {
    const { budgetId, drafting } = await twoProjects(ledger);
    const asked = { ...drafting.as('editor-1', 'editor'), budgetId, name: '二上稿', version: null };
    const answers = await Promise.all(Array.from({ length: 5 }, () => ledger.services.commands.openDraft(asked)));
    expect(answers.filter(({ refused }) => !refused)).toHaveLength(1);
  });

  it('that two processes give at once is recorded twice, and both are shown', async () => {
    const { budgetId, drafting } = await twoProjects(ledger);
    const open = async (commands: Commands, who: string) =>
      accepted(await commands.openDraft({ ...drafting.as(who, 'editor'), budgetId, name: '二上稿', version: null }));
    const opened: (string | null)[] = [];
    const racing = otherProcess(async () => opened.push((await open(ledger.services.commands, 'editor-1')).draftId));
    opened.push((await open(racing, 'editor-2')).draftId);
    const { queries } = ledger.services;
    const head = await queries.head(null);
    const { caller } = drafting.as('editor-1', 'editor');
    const budget = await queries.budget(budgetId, { caller, at: null, head });
    const shown = budget === null ? [] : await queries.drafts(budget, null);
    expect(shown.map(({ id, name, actor }) => [id, name, actor.id])).toEqual([
      [opened[0], '二上稿', 'editor-1'],
      [opened[1], '二上稿', 'editor-2'],
    ]);
  });
});
