import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../support/processes/browser.js';
import { noBrowser, openBrowser } from '../support/processes/browser.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { readTour } from '../support/stories/tour.js';
import { unless } from '../support/skipping.js';

const tabs = `[...document.querySelectorAll('.graphiql-tab-button')]`;
const stored = `JSON.parse(localStorage.getItem('graphiql:tabState')).tabs.map(({ query }) => query)`;
const shown = `__MONACO.editor.getEditors()[0].getValue()`;

unless(
  noBrowser,
  'the page at /graphiql in a browser',
  describe,
)('the page at /graphiql in a browser', () => {
  let ledger: RunningLedger;
  let chinese: Browser;
  beforeAll(async () => {
    ledger = await startLedger();
    chinese = await openBrowser('zh-CN');
  });
  afterAll(async () => {
    await chinese.close();
    await cleanUp();
  });

  const idOfTour = async () =>
    (await ledger.data('{ indicators(filter: { text: "走访企业数量" }) { nodes { id } } }')).indicators.nodes[0].id;

  it('has the tour in the language of the browser, and English for every other', async () => {
    const { page } = chinese;
    await page.open(`${ledger.url}/graphql`);
    await page.until(`${tabs}.length > 0 && ${stored}.length > 0`);
    expect(await page.read('location.pathname + document.documentElement.lang')).toBe('/graphiqlzh-CN');
    const told = await page.read<string[]>(stored);
    expect(told.length).toBeGreaterThanOrEqual(readTour().length);
    for (const query of told) expect(query).toMatch(/^# .*\p{Script=Han}/u);
    const french = await openBrowser('fr-FR');
    await french.page.open(`${ledger.url}/graphiql`);
    await french.page.until(`${tabs}.length > 0 && ${stored}.length > 0`);
    expect(await french.page.read('document.documentElement.lang')).toBe('en');
    expect((await french.page.read<string[]>(stored))[0]).toMatch(/^# The table\. Sums/);
    await french.close();
  });

  it('puts Chinese punctuation into no box', async () => {
    const { page } = chinese;
    await page.until(`document.querySelector('.graphiql-query-editor .view-line')?.textContent.includes('看表')`);
    expect(await page.read(shown)).toContain('，');
    const option = `__MONACO.editor.EditorOption.unicodeHighlighting`;
    await page.until(`__MONACO.editor.getEditors().length >= 4`);
    await page.until(
      `__MONACO.editor.getEditors().every((editor) => editor.getOption(${option}).ambiguousCharacters === false)`,
    );
    expect(await page.read(`document.querySelectorAll('.unicode-highlight').length`)).toBe(0);
  });

  it('fills in the ids of each step, that of the draft once it has been opened', async () => {
    const { page } = chinese;
    const id = await idOfTour();
    const told = await page.read<string[]>(stored);
    expect(told.join()).not.toContain('"ID"');
    expect(told.filter((query) => query.includes(id)).length).toBeGreaterThanOrEqual(3);
    const opening = told.findIndex((query) => query.includes('openDraft('));
    await page.read(`${tabs}[${opening}].click()`);
    // GraphiQL runs the operation of the tab before until it has stored that this one is shown.
    await page.until(`JSON.parse(localStorage.getItem('graphiql:tabState')).activeTabIndex === ${opening}`);
    await page.until(`${shown}.includes('openDraft(')`);
    await page.read(`document.querySelector('.graphiql-execute-button').click()`);
    await page.until(`__MONACO.editor.getEditors().some((editor) => editor.getValue().includes('"openDraft"'))`);
    await page.read(`${tabs}[${opening + 1}].click()`);
    await page.until(`${shown}.includes('draftId') && !${shown}.includes('"DRAFT"')`);
    const [draft] = (await ledger.data('{ budgets { nodes { drafts { id } } } }')).budgets.nodes[0].drafts;
    expect(await page.read(shown)).toContain(`draftId: "${draft?.id}"`);
    expect(await page.read(shown)).toContain(`indicatorId: "${id}"`);
    // GraphiQL stores it some time later, and forgets what it has not stored when another tab is shown.
    await page.until(`${stored}.join().includes(${JSON.stringify(draft?.id)})`);
  });

  it('keeps what was edited in it, and begins again where the ledger is another', async () => {
    const { page } = chinese;
    await page.read(`${tabs}[0].click()`);
    await page.until(`JSON.parse(localStorage.getItem('graphiql:tabState')).activeTabIndex === 0`);
    await page.read(`__MONACO.editor.getEditors()[0].setValue('{ viewer { localMode } }')`);
    await page.until(`${stored}.some((query) => query === '{ viewer { localMode } }')`);
    await page.open(`${ledger.url}/graphiql`);
    await page.until(`${shown} === '{ viewer { localMode } }'`);

    const { port } = new URL(ledger.url);
    const [, draft = ''] =
      /"DRAFT":"([^"]+)"/.exec(await page.read(`localStorage.getItem('budget-ledger:tour')`)) ?? [];
    expect((await page.read<string[]>(stored)).join()).toContain(draft);
    await ledger.stop();
    ledger = await startLedger(undefined, { PORT: port });
    await page.open(`${ledger.url}/graphiql`);
    await page.until(`${stored}.join().includes('"DRAFT"') && ${shown}.includes('看表')`);
    const told = (await page.read<string[]>(stored)).join();
    expect(told).not.toContain(draft);
    expect(told).not.toContain('localMode } }');
  });
});
