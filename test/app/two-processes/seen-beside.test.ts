/** What a command rests on is changed by another process after the command was planned, and before it is recorded. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { budgetStream, draftStream } from '../../../events/identity.js';
import type { CommandAnswer, Commands } from '../../../services/services.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { BeforeAppending, OpenTwo, TwoProcesses } from '../../support/ledgers/two-processes.js';
import { beforeAppending, usePairs } from '../../support/ledgers/two-processes.js';
import { accepted } from '../../support/random/drafting.js';
import { sealAsked } from '../../support/stories/sealing-grounds.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { codes, twoProjects } from '../../support/stories/two-projects.js';

type Act = (commands: Commands, expectedVersion: number | null) => Promise<CommandAnswer>;

let folder: ScratchFolder;
let both: TwoProcesses;
let before: BeforeAppending;
let made: TwoProjects;

async function given(openTwo: OpenTwo): Promise<void> {
  folder = openFolder();
  before = beforeAppending();
  both = await openTwo(folder, { between: before.between });
  made = await twoProjects(both.one);
}
afterEach(() => folder.leave());

const finance = () => ({
  ...made.drafting.as('finance-1', 'finance'),
  reason: '据实',
  basisDocument: '财预〔2024〕9号',
});
const issue =
  (total: string): Act =>
  (commands, expectedVersion) =>
    commands.issueControlNumber({ ...finance(), budgetId: made.budgetId, expectedVersion, limits: { total } });
const seal: Act = (commands, expectedVersion) =>
  commands.sealVersion({
    ...finance(),
    ...sealAsked('FIRST_UP'),
    budgetId: made.budgetId,
    version: 2,
    expectedVersion,
  });
const annotate =
  (correctedReason: string): Act =>
  (commands, expectedVersion) => {
    const correction = { version: 2, correctedReason, correctedBasisDocument: null };
    return commands.annotateSave({ ...finance(), ...correction, budgetId: made.budgetId, expectedVersion });
  };
const edit =
  (amount: string): Act =>
  (commands, expectedVersion) => {
    const of = { budgetId: made.budgetId };
    return commands.edit({ ...finance(), of, expectedVersion, edits: [made.raise('甲', amount)] });
  };

/** What this process asks, what the other has done by then, and how it is refused. */
const inBudget: [string, () => Act, () => Act, string[]][] = [
  ['an edit of a row', () => edit('110'), () => edit('120'), ['CONFLICT', 'edits', '0']],
  ['a seal', () => seal, () => issue('300'), ['STALE_CONTENT', 'expectedVersion']],
  ['a control number', () => issue('250'), () => issue('300'), ['CONFLICT']],
  ['a correction', () => annotate('甲'), () => annotate('乙'), ['STALE_CONTENT', 'expectedVersion']],
];

describe.each(usePairs())('what was looked at and changed since, over %s', (_engine, openTwo) => {
  beforeEach(() => given(openTwo));

  it.each(inBudget)('refuses %s', async (_what, ours, others, code) => {
    const { one, other } = both;
    const version = await made.version();
    before.to(budgetStream(made.budgetId), async () => accepted(await others()(other.services.commands, null)));
    expect(codes(await ours()(one.services.commands, version))).toEqual([code]);
    expect(await made.version()).toBe(version + 1);
  });

  it('refuses an approval of a draft that the other has edited', async () => {
    const { one, other } = both;
    const { drafting, raise, budgetId } = made;
    const draftId = await drafting.open();
    accepted(await made.edit(draftId, raise('甲', '110')));
    accepted(await drafting.submit(draftId));
    const { version } = await drafting.replayed(draftId);
    const byOther = { ...drafting.as('editor-1', 'editor'), of: { budgetId }, draftId, voidsReview: true };
    before.to(draftStream(draftId), async () =>
      accepted(await other.services.commands.edit({ ...byOther, expectedVersion: null, edits: [raise('乙', '210')] })),
    );
    const about = { ...drafting.as('reviewer-1', 'reviewer'), draftId, opinion: null };
    expect(codes(await one.services.commands.approveDraft({ ...about, expectedVersion: version }))).toEqual([
      ['STALE_CONTENT', 'expectedVersion'],
    ]);
    expect((await drafting.replayed(draftId)).draft?.status).toBe('OPEN');
  });
});
