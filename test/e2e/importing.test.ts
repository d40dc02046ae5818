import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportTablePayload } from '../support/clients/contract.js';
import { mutate } from '../support/clients/mutate.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

const text = readFileSync('samples/000_fa349c3ba6376aff.txt', 'utf8');
let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

async function importTable(table: string, more: object = {}): Promise<ImportTablePayload> {
  const query = `mutation($input: ImportTableInput!) { importTable(input: $input) { position version
    budget { contentHash basis { version } totals { total } }
    preview { version opens importedBefore { version draftId fileName actor { personId } } unchanged counts { added removed modified renamed moved restored } assumptions { code message }
      rows { kind entityKind entityId entityName line undoes cells { path before after lastChange { version actor { personId } reason } } }
      unmatched { entityKind entityName entityId key line candidates } }
    userErrors { code message argument } } }`;
  const input = { fileName: 'table.txt', fiscalYear: 2024, content: { text: table }, ...more };
  return (await ledger.data(query, { input })).importTable;
}

/** Lines may break anywhere, so an edit replaces text as it runs on. */
function edited(from: string, to: string): string {
  const pattern = [...from].map((character) => character.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s*');
  const changed = text.replace(new RegExp(pattern), to);
  if (changed === text) throw new Error(`the sample does not say ${from}`);
  return changed;
}

const latest = `{ budgets { nodes { versions(first: 1) { nodes { version changedCells reason source { kind file { fileName line } } } }
  history(first: 50) { nodes { version path kind before after entityName event { type source { kind file { fileName line } } } } } } } }`;

describe('the same table again', () => {
  it('changes nothing and says so', async () => {
    const answer = await importTable(text);
    expect(answer).toMatchObject({ version: 1, budget: { basis: { version: 1 } }, userErrors: [] });
    expect(answer.preview).toMatchObject({ opens: false, rows: [], unchanged: 96, unmatched: [] });
    expect(answer.preview.counts).toEqual({ added: 0, removed: 0, modified: 0, renamed: 0, moved: 0, restored: 0 });
  });

  it('reports the columns that it assumed, unless it is told', async () => {
    expect((await importTable(text, { dryRun: true })).preview.assumptions).toMatchObject([
      { code: 'FUNDING_COLUMNS_ASSUMED', message: expect.stringContaining('财政拨款、其他资金') },
    ]);
    const columns = ['FISCAL_APPROPRIATION', 'OTHER'];
    expect((await importTable(text, { dryRun: true, columns })).preview.assumptions).toEqual([]);
  });

  it('for another year opens another budget', async () => {
    const { preview, position, version } = await importTable(text, { fiscalYear: 2025, dryRun: true });
    expect([position, version]).toEqual([null, null]);
    expect(preview).toMatchObject({ opens: true, unchanged: 0, counts: { added: 96 } });
  });
});

describe('an edited copy', () => {
  it('is one save of exactly the cells that differ, each event with its line', async () => {
    const answer = await importTable(edited('走访企业数量', '走访企业家数'), { reason: '二上' });
    expect(answer).toMatchObject({ version: 2, userErrors: [], preview: { unchanged: 95, counts: { renamed: 1 } } });
    const [budget] = (await ledger.data(latest)).budgets.nodes;
    expect(budget.versions.nodes).toMatchObject([{ version: 2, changedCells: 1, reason: '二上' }]);
    expect(budget.history.nodes.filter(({ version }) => version === 2)).toMatchObject([
      {
        kind: 'RENAMED',
        path: 'name',
        before: '走访企业数量',
        after: '走访企业家数',
        event: {
          type: 'IndicatorRenamed',
          source: { kind: 'IMPORT', file: { fileName: 'table.txt', line: expect.any(Number) } },
        },
      },
    ]);
  });

  it('put back gives the first table, to the hash', async () => {
    const { budget } = await importTable(text);
    const first = await ledger.data('{ budgets { nodes { id } } }');
    const at = `{ budget(id: "${first.budgets.nodes[0].id}", at: { version: 1 }) { contentHash } }`;
    expect(budget).toMatchObject({ basis: { version: 3 }, contentHash: (await ledger.data(at)).budget.contentHash });
  });

  it('previewed on a version that somebody has edited since is a conflict on its line', async () => {
    await importTable(text);
    const { version } = (await ledger.data('{ budgets { nodes { basis { version } } } }')).budgets.nodes[0].basis;
    const [budget] = (await ledger.data('{ budgets { nodes { projects(first: 1) { nodes { id } } } } }')).budgets.nodes;
    const revise = `mutation { reviseGoal(input: { projectId: "${budget.projects.nodes[0].id}", goal: "另一目标" }) { version } }`;
    expect((await ledger.data(revise)).reviseGoal.version).toBe(version + 1);
    const stale = await importTable(text, { expectedVersion: version });
    expect(stale).toMatchObject({
      version: null,
      userErrors: [{ code: 'CONFLICT', argument: ['input', 'line', '10'] }],
    });
    expect(await importTable(text, { expectedVersion: version + 1 })).toMatchObject({ userErrors: [] });
  });

  it('whose rows have no certain partner is asked about, and done as the mapping says', async () => {
    const changed = edited('商务工作经费', '商务事务经费').replace('64.70', '64.80').replace('64.70', '64.80');
    const totals = changed.replaceAll('21,926.04', '21,926.14').replaceAll('21,899.54', '21,899.64');
    const asked = await importTable(totals);
    expect(asked).toMatchObject({ version: null, position: null, userErrors: [{ code: 'UNMATCHED_ROWS' }] });
    const [own, theirs] = asked.preview.unmatched;
    expect(own).toMatchObject({
      entityKind: 'PROJECT',
      entityName: '商务工作经费',
      key: null,
      candidates: [theirs.key],
    });
    expect(theirs).toMatchObject({ entityName: '商务事务经费', entityId: null, candidates: [own.entityId] });

    const mapping = [{ from: own.entityId, to: theirs.key }];
    const done = await importTable(totals, { mapping });
    expect(done).toMatchObject({ version: 6, userErrors: [], budget: { totals: { total: '21926.14' } } });
    expect(done.preview.rows.find(({ entityId }) => entityId === own.entityId)).toMatchObject({
      kind: 'MODIFIED',
      cells: expect.arrayContaining([
        expect.objectContaining({ path: 'name', before: '商务工作经费', after: '商务事务经费' }),
      ]),
    });
  });
});

describe('an older file over a newer table', () => {
  it('says that these bytes were imported before, as which version, and of each cell whose work it would undo', async () => {
    const [, indicator] = (
      await ledger.data(
        '{ indicators(filter: { text: "走访企业数量", fiscalYears: [2024] }, first: 2) { nodes { id } } }',
      )
    ).indicators.nodes;
    const { userErrors } = await mutate(
      ledger,
      'reviseIndicator',
      { indicatorId: indicator.id, annualTarget: '≥7', reason: '企业来函' },
      'userErrors { message }',
      { id: 'finance-7', role: 'finance' },
    );
    expect(userErrors).toEqual([]);
    const { preview, version } = await importTable(text, { dryRun: true, fileName: '旧表.txt' });
    expect(version).toBe(preview.version);
    expect(preview.importedBefore).toMatchObject({ version: 5, draftId: null });
    const cells = preview.rows.flatMap((row) => row.cells.map((cell) => ({ ...cell, entityId: row.entityId })));
    expect(cells.length).toBeGreaterThan(0);
    expect(preview.rows.flatMap(({ undoes }) => undoes)).toEqual(cells.map(({ path }) => path));
    expect(cells.find(({ entityId, path }) => entityId === indicator.id && path === 'annualTarget')).toMatchObject({
      before: '≥7',
      lastChange: { actor: { personId: 'finance-7' }, reason: '企业来函' },
    });
  });

  it('of bytes that were never imported here says nothing of the kind', async () => {
    const { preview } = await importTable(edited('≥10', '≥6'), { dryRun: true });
    expect(preview.importedBefore).toBeNull();
    expect(preview.rows.flatMap(({ undoes }) => undoes)).toEqual([]);
  });
});
