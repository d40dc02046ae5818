import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Answer, Subscription } from '../support/clients/contract.js';
import { headersOf, mutate } from '../support/clients/mutate.js';
import type { OpenScreenClient, Screen, ScreenClient } from '../support/clients/screen-client.js';
import { plain } from '../support/clients/screen-client.js';
import type { DocumentName } from '../support/clients/screen-documents.js';
import { documents } from '../support/clients/screen-documents.js';
import { eventually } from '../support/processes/eventually.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import type { TcpProxy } from '../support/processes/tcp-proxy.js';
import { startTcpProxy } from '../support/processes/tcp-proxy.js';
import type { DocumentedFiles } from '../support/stories/documented-files.js';
import { documentedFiles } from '../support/stories/documented-files.js';

const editor = { id: 'editor-1', role: 'editor' };

/**
 * What any ordinary client shows is what the server says, wherever it keeps it.
 * @param setUp from the files that docs/api.md prints, and nothing else
 */
export function keepsTheTruth(name: string, setUp: (files: DocumentedFiles) => Promise<OpenScreenClient>): void {
  describe(`${name}, set up as docs/api.md prints`, () => {
    let files: DocumentedFiles;
    let ledger: RunningLedger;
    let proxy: TcpProxy;
    let open: OpenScreenClient;
    let client: ScreenClient;
    let budgetId: string;
    let rows: string[];
    let draftId: string;
    const complaints: unknown[] = [];

    beforeAll(async () => {
      for (const way of ['warn', 'error'] as const) {
        jest.spyOn(console, way).mockImplementation((...said: unknown[]) => void complaints.push(said));
      }
      files = documentedFiles('docs/api.md');
      open = await setUp(files);
      ledger = await startLedger();
      proxy = await startTcpProxy({ port: Number(new URL(ledger.url).port) });
      const { budgets } = await ledger.data('{ budgets { nodes { id projects { nodes { indicators { id } } } } } }');
      const [budget] = budgets.nodes;
      budgetId = budget.id;
      rows = budget.projects.nodes.flatMap(({ indicators }) => indicators.map(({ id }) => id));
      await revise(0, '二');
      const opened = await mutate(ledger, 'openDraft', { budgetId, name: '一稿' }, 'draft { id }', editor);
      draftId = opened.draft.id;
      await revise(0, '草案', { draftId });
      client = await openClient();
    });
    afterAll(async () => {
      client.close();
      await proxy.stop();
      await cleanUp();
      files.remove();
      jest.restoreAllMocks();
    });

    const openClient = () =>
      open(`http://127.0.0.1:${proxy.port}/graphql`, { identity: headersOf(editor), webSocketImpl: WebSocket });

    /** Somebody else, past the client. */
    async function revise(row: number, annualTarget: string, more: object = {}, who = editor): Promise<void> {
      const input = { indicatorId: rows[row], annualTarget, ...more };
      const { userErrors } = await mutate(ledger, 'reviseIndicator', input, 'userErrors { message }', who);
      expect(userErrors).toEqual([]);
    }

    const fetched = (document: DocumentName, variables: object): Promise<Answer> =>
      ledger.data(documents[document], variables, headersOf(editor));

    async function expectFetched(shown: Answer | null, document: DocumentName, variables: object): Promise<void> {
      expect(plain(shown)).toEqual(await fetched(document, variables));
    }

    /** One row at three points: now, at the first version, and in the draft. */
    const points = (row: number) =>
      [null, { version: 1 }, { draft: { id: draftId } }].map((at) => ({ id: rows[row], at }));

    const target = ({ indicator }: Answer): string => indicator.annualTarget.text;

    async function openScreens(row: number): Promise<Screen[]> {
      const screens = points(row).map((variables) => client.screen('TableRowQuery', variables));
      await Promise.all(screens.map((screen) => screen.until(() => true)));
      return screens;
    }

    async function expectAllFetched(screens: readonly Screen[], row: number): Promise<void> {
      for (const [index, variables] of points(row).entries()) {
        await expectFetched(screens[index]?.shown() ?? null, 'TableRowQuery', variables);
      }
    }

    it('shows one row now, at a version and in a draft beside each other', async () => {
      const screens = await openScreens(0);
      await expectAllFetched(screens, 0);
      const shown = screens.map((screen) => screen.shown()?.indicator);
      expect(new Set(shown.map((each) => each?.annualTarget.text)).size).toBe(3);
      expect(new Set(shown.map((each) => each?.entityId)).size).toBe(1);
      for (const screen of screens) screen.leave();
    });

    it('shows an edit in a draft there, and the budget as it is', async () => {
      const screens = await openScreens(0);
      const { id } = (screens[2]?.shown() as Answer).indicator;
      const input = { indicatorId: id, draftId, annualTarget: '草案再改' };
      const { reviseIndicator } = await client.change('TableReviseMutation', { input });
      expect(plain(reviseIndicator.userErrors)).toEqual([]);
      await screens[2]?.until((shown) => target(shown) === '草案再改');
      expect(screens.map((screen) => target(screen.shown() as Answer)).slice(0, 1)).toEqual(['二']);
      await expectAllFetched(screens, 0);
      for (const screen of screens) screen.leave();
    });

    it('shows an edit of the budget by itself, and every other point as it was', async () => {
      const screens = await openScreens(0);
      const input = { indicatorId: rows[0], annualTarget: '≥3个' };
      await client.change('TableReviseMutation', { input });
      await screens[0]?.until((shown) => target(shown) === '≥3个');
      await expectAllFetched(screens, 0);
      expect(new Set(screens.map((screen) => target(screen.shown() as Answer))).size).toBe(3);
      for (const screen of screens) screen.leave();
    });

    it('asks for one object again by its id, at its point', async () => {
      const screens = await openScreens(0);
      const ids = screens.map((screen) => (screen.shown() as Answer).indicator.id);
      expect(new Set(ids).size).toBe(3);
      await revise(0, '四');
      for (const id of ids) {
        await expectFetched(await client.ask('TableNodeQuery', { id }), 'TableNodeQuery', { id });
      }
      // What was asked for again is on the screen; a client that keeps no objects asks when it is told to.
      const [live] = screens;
      const [now] = points(0);
      if (target(live?.shown() as Answer) !== '四') await client.ask('TableRowQuery', now as object);
      await live?.until((shown) => target(shown) === '四');
      await expectAllFetched(screens, 0);
      for (const screen of screens) screen.leave();
    });

    it.each(['START', 'END'] as const)(
      'pages through a list from its %s, at one point while others edit it, and in a draft',
      async (from) => {
        const own = await openClient();
        for (const at of [null, { draft: { id: draftId } }]) {
          const { budget } = await ledger.data<Answer>(
            'query($id: ID!, $at: At) { budget(id: $id, at: $at) { projects(first: 500) { nodes { name } } } }',
            { id: budgetId, at },
          );
          const pages = await own.pages(budgetId, at, from);
          for (let page = 0; pages.more(); page += 1) {
            expect(pages.shown()).toHaveLength(3 * (page + 1));
            await revise(1, `${from}第${page}页之后`, at === null ? {} : { draftId });
            await pages.next();
          }
          expect(pages.shown()).toEqual(budget.projects.nodes.map((project) => project.name));
          expect(pages.shown().length).toBeGreaterThan(6);
        }
        own.close();
      },
    );

    it('shows one person in each role that was acted in', async () => {
      for (const role of ['finance', 'editor']) await revise(2, `由${role}改`, {}, { id: 'same-person', role });
      const screen = client.screen('TableHistoryQuery', { id: rows[2] });
      const shown = await screen.until(() => true);
      const [last, before] = shown.indicator.history.edges;
      expect([last, before].map(({ node }) => node.actor.personId)).toEqual(['same-person', 'same-person']);
      expect(last.node.actor.role).not.toBe(before.node.actor.role);
      await expectFetched(shown, 'TableHistoryQuery', { id: rows[2] });
      screen.leave();
    });

    /** Where what is asked now is read. */
    const readAt = async (): Promise<string> =>
      (await fetched('TableBudgetQuery', { id: budgetId })).budget.basis.position;

    it('goes on with a subscription when the connection broke, missing nothing and telling nothing twice', async () => {
      const told: string[] = [];
      const filter = { entityIds: [rows[3]] };
      const behind = await readAt();
      const stop = client.follow('TableChangesSubscription', { filter, behind }, ({ changes }) => {
        told.push(changes.node.after);
      });
      const revised: string[] = [];
      for (let cut = 0; cut < 3; cut += 1) {
        if (cut > 0) proxy.cut();
        for (const text of [`第${cut}次`, `第${cut}次之后`]) {
          await revise(3, text);
          revised.push(text);
        }
        await eventually(async () => told.length === revised.length);
      }
      expect(told).toEqual(revised);
      stop();
    });

    it('shows what others did in the budget, and of the draft what was decided, once it is told', async () => {
      const draft = { id: draftId };
      const screens = [client.screen('TableDraftQuery', draft), client.screen('TableBudgetQuery', { id: budgetId })];
      const [ofDraft, ofBudget] = screens;
      await Promise.all(screens.map((screen) => screen.until(() => true)));
      const behind = await readAt();
      const askAgain = async () => {
        if (client.keepsObjects) return;
        await client.ask('TableDraftQuery', draft);
        await client.ask('TableBudgetQuery', { id: budgetId });
      };
      const told: string[] = [];
      const asked: Promise<void>[] = [];
      const tell = ({ draftChanged, budgetChanged }: Partial<Subscription>) => {
        told.push(draftChanged?.kind ?? budgetChanged?.kind ?? '');
        asked.push(askAgain());
      };
      const stops = [
        client.follow('TableDraftSubscription', { draftId, behind }, tell),
        client.follow('TableBudgetSubscription', { budgetId, behind }, tell),
      ];
      await mutate(ledger, 'submitDraft', { draftId }, 'userErrors { message }', editor);
      await revise(4, '他人所改');
      const { budget } = await fetched('TableBudgetQuery', { id: budgetId });
      await ofDraft?.until((shown) => shown.draft.status === 'SUBMITTED');
      await ofBudget?.until((shown) => shown.budget.basis.version === budget.basis.version);
      await eventually(async () => told.length === 2);
      await Promise.all(asked);
      expect(told.sort()).toEqual(['EDIT', 'SUBMISSION']);
      await expectFetched(ofBudget?.shown() ?? null, 'TableBudgetQuery', { id: budgetId });
      for (const each of [...stops, ...screens.map(({ leave }) => leave)]) each();
    });

    it('says nothing against the contract', () => {
      expect(complaints).toEqual([]);
    });
  });
}
