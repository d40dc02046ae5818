import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accepted } from '../support/random/drafting.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { TwoServers } from '../support/ledgers/serving.js';
import { requestOf, twoServers } from '../support/ledgers/serving.js';

const folder = openFolder();
let { keeping, executing, ledger, budget, rows } = {} as TwoServers;
let id: string;
beforeAll(async () => {
  ({ keeping, executing, ledger, budget, rows } = await twoServers(folder));
  const { commands } = ledger.services;
  id =
    accepted(await commands.openDraft({ ...requestOf(), budgetId: budget, name: '草案', version: null })).draftId ?? '';
});
afterAll(() => folder.leave());

const text = `query($id: ID!, $at: At) {
  budget(id: $id, at: $at) { basis { version draftId } drafts { status } projects(first: 3) { nodes { name } } }
}`;

async function tagged(draft: object) {
  const variables = { id: budget, at: { draft: { id, ...draft } } };
  const response = await keeping.get(text, { variables });
  const body = await response.text();
  expect(await (await executing.get(text, { variables })).text()).toBe(body);
  return { tag: response.headers.get('etag'), body };
}

async function rename(name: string): Promise<void> {
  const edits = [{ type: 'RenameProject' as const, projectId: rows[0]?.id ?? '', name }];
  const about = { of: { budgetId: budget }, draftId: id, expectedVersion: null };
  accepted(await ledger.services.commands.edit({ ...requestOf(), ...about, edits }));
}

describe('an answer at a draft', () => {
  it('at one of its versions is the same for ever', async () => {
    await rename('草案中的名称');
    const before = await tagged({ version: 1 });
    expect(before.body).toContain('草案中的名称');
    await rename('草案中的另一名称');
    expect(await tagged({ version: 1 })).toEqual(before);
  });

  it('at the draft alone is another one when it was edited', async () => {
    const before = await tagged({});
    expect(await tagged({})).toEqual(before);
    await rename('草案中的新名称');
    const after = await tagged({});
    expect(after.tag).not.toBe(before.tag);
    expect(after.body).toContain('草案中的新名称');
  });
});
