import type { BudgetEdit, NewIndicator } from '../../../events/budget/budget.commands.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted } from '../random/drafting.js';
import { previewed, twoProjects } from './two-projects.js';

/** A small budget, editors who each do one thing, and what is told of who did it. */
export async function tableOfManyEditors(ledger: Ledger) {
  const made = await twoProjects(ledger);
  const { budgetId, drafting, own } = made;
  const indicator = (content: Partial<NewIndicator> = {}): NewIndicator => ({
    indicatorId: own('指标'),
    level2: '11',
    name: '旧名',
    cycleTarget: '≥1',
    annualTarget: '≥2',
    ...content,
  });
  /** Each of the edits is a save of an editor of its own: e1, e2, … */
  async function editsOf(draftId: string | null, ...edits: BudgetEdit[]): Promise<void> {
    for (const [index, edit] of edits.entries()) {
      const about = { of: { budgetId }, draftId, expectedVersion: null, edits: [edit] };
      accepted(await ledger.services.commands.edit({ ...drafting.as(`e${index + 1}`, 'editor'), ...about }));
    }
  }

  /** What the newest save of the table changed: `<row>.<cell>: before → after (who had set it in the other table)`. */
  async function told(draftId: string | null = null): Promise<string[]> {
    const { version } = await drafting.replayed(draftId);
    const before = await ledger.readModel.saveAt(draftId ?? budgetId, { version: version - 1 });
    const filter = { budgetIds: [budgetId], ...(draftId === null ? {} : { drafts: { only: draftId } }) };
    const behind = before === null ? {} : { behind: before.lastPosition };
    const page = { first: 100, after: null };
    const head = await ledger.store.head();
    const { rows } = await ledger.readModel.changes({ ...filter, ...behind }, 'OLDEST_FIRST', head, page);
    return Promise.all(
      rows.map(async ({ row }) => {
        const from = await ledger.services.queries.mergedFrom(row);
        const who = from?.event?.actor.id;
        return `${row.entityId.split('-')[0]}.${row.path}: ${row.before ?? '-'} → ${row.after ?? '-'} (${who ?? '-'})`;
      }),
    );
  }

  async function promote(draftId: string, choice: 'OURS' | 'THEIRS' = 'OURS') {
    await drafting.approve(draftId);
    const conflicts = (await drafting.promote(draftId, [], null)).preview?.conflicts ?? [];
    const resolutions = conflicts.map(({ entityId, path }) => ({ entityId, path, choice }));
    const changesHash = await previewed(drafting, draftId, resolutions);
    if ((await drafting.promote(draftId, resolutions, changesHash)).refused)
      throw new Error('the promotion is refused');
  }

  return { ...made, indicator, editsOf, told, promote };
}
