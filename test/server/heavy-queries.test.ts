import { describe, expect, it } from '@jest/globals';
import type { Ledger } from '../../src/compose.js';
import { openLedger } from '../../src/compose.js';
import { importSamples } from '../../src/first-start.js';
import { startReaderThreads } from '../../src/reader-threads.js';
import type { HeavyBounds, HeavyReaders } from '../../src/server/heavy/question.js';
import { configOf } from '../support/ledgers/pair.js';
import { eventually } from '../support/processes/eventually.js';
import type { ScratchFolder } from '../support/ledgers/scratch-folder.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';
import type { Served } from '../support/ledgers/serving.js';
import { dataOf, requestOf, serving } from '../support/ledgers/serving.js';

const folder = useFolder();

const usual: HeavyBounds = { threads: 1, waiting: 16, timeMs: 60_000, cpuMs: 60_000, answerBytes: 8 * 1024 * 1024 };

const heavy = `{ changes(first: 500) { nodes { path after actor { personId name }
  budget { name versions(first: 10) { nodes { version reason actor { name } } } } } } }`;

interface WithReaders {
  ledger: Ledger;
  readers: HeavyReaders;
  /** Has heavy queries answered by the readers. */
  served: Served;
}

async function withReaders(own: ScratchFolder, bounds: Partial<HeavyBounds> = {}): Promise<WithReaders> {
  const config = configOf(own.directory());
  const ledger = own.closing(await openLedger(config, { write: true, projector: 'here' }));
  await importSamples(ledger.services.commands);
  const { readers } = startReaderThreads(config, { ...usual, ...bounds });
  if (readers === undefined) throw new Error('there are no readers');
  return { ledger, readers, served: await serving(own, ledger, { readers, replyCacheBytes: 0 }) };
}

async function codeOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;
}

describe('a heavy query', () => {
  it('is answered by a reader thread with the bytes and the tag that it has where there is none', async () => {
    const { ledger, readers, served } = await withReaders(folder);
    const alone = await serving(folder, ledger, { replyCacheBytes: 0 });
    const headers = {
      'x-actor-id': 'auditor-1',
      'x-actor-role': 'auditor',
      'x-actor-name': encodeURIComponent('审计员'),
    };
    const far = await served.post(heavy, { headers });
    const here = await alone.post(heavy, { headers });
    expect(readers.figures()).toMatchObject({ answered: 1, ended: 0 });
    expect([far.status, far.headers.get('etag')]).toEqual([here.status, here.headers.get('etag')]);
    expect(await far.text()).toBe(await here.text());
  });

  it('reads what was saved and named right before it', async () => {
    const { ledger, readers, served } = await withReaders(folder);
    const post = async () => (await dataOf(await served.post(heavy))).changes.nodes[0] as unknown;
    await post();
    const { budgets } = await dataOf(await served.post('{ budgets { nodes { id: entityId } } }'));
    const edits = [{ type: 'RenameBudget' as const, name: '改名后的预算表' }];
    const of = { budgetId: budgets.nodes[0]?.id ?? '' };
    await ledger.services.commands.edit({ ...requestOf('named-later'), of, expectedVersion: null, edits });
    await ledger.directory.remember('named-later', '后来知道的姓名');
    expect(await post()).toMatchObject({ after: '改名后的预算表', actor: { name: '后来知道的姓名' } });
    expect(readers.figures().answered).toBe(2);
  });

  it('has the errors that it has where there is no reader', async () => {
    const { ledger, readers, served } = await withReaders(folder);
    const alone = await serving(folder, ledger, { replyCacheBytes: 0 });
    const wrong = heavy.replace('first: 500', 'first: 500, after: "nonsense"');
    const far = await served.post(wrong);
    const here = await alone.post(wrong);
    expect(readers.figures().answered).toBe(1);
    expect([far.status, await far.json()]).toEqual([here.status, await here.json()]);
  });

  it('that takes more of a core than it may is ended, and the next one is answered', async () => {
    const { readers, served } = await withReaders(folder, { cpuMs: 0 });
    const ended = await served.post(heavy);
    expect(ended.status).toBe(400);
    expect(await codeOf(ended)).toBe('TAKES_TOO_LONG');
    // It is told at once, and its place is free when its thread has ended.
    await eventually(async () => readers.figures().running === 0);
    expect(readers.figures()).toMatchObject({ answered: 0, ended: 1 });
    expect((await served.post('{ viewer { localMode } }')).status).toBe(200);
  });

  it('whose answer grows larger than one may be is ended while it is made', async () => {
    const { readers, served } = await withReaders(folder, { answerBytes: 20_000 });
    const large = await served.post(heavy);
    expect(large.status).toBe(400);
    expect(await codeOf(large)).toBe('ANSWER_TOO_LARGE');
    expect(readers.figures()).toMatchObject({ ended: 0, running: 0 });
  });

  it('is measured in bytes, of which a Chinese character has three', async () => {
    const names =
      '{ changes(first: 500) { nodes { after budget { name versions(first: 10) { nodes { version } } } } } }';
    const whole = await withReaders(folder);
    const answer = await (await whole.served.post(names)).text();
    expect(whole.readers.figures().answered).toBe(1);
    const between = Math.floor((answer.length + Buffer.byteLength(answer)) / 2);
    const bounded = await withReaders(folder, { answerBytes: between });
    expect(await codeOf(await bounded.served.post(names))).toBe('ANSWER_TOO_LARGE');
  });

  it('is refused at once where as many wait as may, with when to try again', async () => {
    const { readers, served } = await withReaders(folder, { waiting: 0 });
    const asked = [served.post(heavy), served.post(heavy)];
    const answers = await Promise.all(asked);
    const refused = answers.find(({ status }) => status === 503);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 503]);
    expect(refused?.headers.get('retry-after')).toBe('2');
    expect(refused && (await codeOf(refused))).toBe('TOO_BUSY');
    expect(readers.figures()).toMatchObject({ answered: 1, refused: 1 });
  });
});

describe('what is light', () => {
  it('is answered here, and starts no thread', async () => {
    const { readers, served } = await withReaders(folder);
    const answer = await served.post(
      '{ budgets { nodes { projects(first: 20) { nodes { name indicators { name } } } } } }',
    );
    expect(answer.status).toBe(200);
    expect(readers.figures()).toEqual({ answered: 0, refused: 0, ended: 0, running: 0, waiting: 0 });
  });
});

describe('a dry run', () => {
  const text = `mutation($input: ImportTableInput!) { importTable(input: $input) { version preview { opens } userErrors { code } } }`;
  const input = { fileName: 't.csv', content: { text: '序号,名称\n1,项目' }, fiscalYear: 2030 };

  it('of a file is answered by a reader as it is where there is none, and records nothing', async () => {
    const { ledger, readers, served } = await withReaders(folder);
    const alone = await serving(folder, ledger, { replyCacheBytes: 0 });
    const before = await ledger.store.head();
    const variables = { input: { ...input, dryRun: true } };
    const far = await served.post(text, { variables });
    const here = await alone.post(text, { variables });
    expect(readers.figures().answered).toBe(1);
    expect(await far.json()).toEqual(await here.json());
    expect(await ledger.store.head()).toBe(before);
  });

  it('of many changes is answered by a reader as it is where there is none', async () => {
    const { ledger, readers, served } = await withReaders(folder);
    const alone = await serving(folder, ledger, { replyCacheBytes: 0 });
    const { budgets } = await dataOf(
      await served.post('{ budgets { nodes { id: entityId projects { nodes { id: entityId } } } } }'),
    );
    const [table] = budgets.nodes;
    const changes = Array.from({ length: 400 }, (_, at) => ({
      renameProject: { projectId: table?.projects.nodes[at % 10]?.id, name: `第${at}次改的名称` },
    }));
    const many = `mutation($input: ApplyChangesInput!) { applyChanges(input: $input) { version kind
      preview { entityId cells { path before after } } userErrors { code } } }`;
    const variables = { input: { budgetId: table?.id, changes, dryRun: true } };
    const far = await served.post(many, { variables });
    const here = await alone.post(many, { variables });
    expect(readers.figures().answered).toBe(1);
    const shown = await far.json();
    expect(shown).toMatchObject({ data: { applyChanges: { kind: 'EDIT', userErrors: [] } } });
    expect(shown).toEqual(await here.json());
  });
});
