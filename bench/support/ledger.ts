import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { BudgetEdit, NewIndicator } from '../../events/budget/budget.commands.js';
import type { Caller, CommandAnswer, CommandRequest, Done } from '../../services/services.js';
import type { Ledger } from '../../src/compose.js';
import { openLedger } from '../../src/compose.js';
import type { Config } from '../../src/config.js';
import { readConfig } from '../../src/config.js';

/** Whoever asks. */
export const reader: Caller = {
  actor: { id: 'reader', role: 'viewer', unit: null, onBehalfOf: null },
  requestId: 'reading',
};

export interface TemporaryLedger extends Ledger {
  dataDirectory: string;
  remove(): Promise<void>;
}

export function configIn(directory: string, environment: Record<string, string> = {}): Config {
  return readConfig({ DATA_DIR: directory, ...environment });
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'budget-ledger-bench-'));
}

/** A whole ledger in a directory of its own. */
export async function temporaryLedger(
  directory = temporaryDirectory(),
  environment: Record<string, string> = {},
): Promise<TemporaryLedger> {
  const ledger = await openLedger(configIn(directory, environment), { write: true, projector: 'here' });
  return {
    ...ledger,
    dataDirectory: directory,
    async remove() {
      await ledger.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export function request(): CommandRequest {
  return {
    caller: { actor: { id: 'finance', role: 'finance', unit: null, onBehalfOf: null }, requestId: uuidv7() },
    commandId: uuidv7(),
    reason: null,
    basisDocument: null,
    payload: { bench: uuidv7() },
    source: { kind: 'api' },
  };
}

/** What was done. @throws the refusal of a command that was refused */
export function checkDone(answer: CommandAnswer): Done {
  if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
  return answer.done;
}

/** A budget with one fund user and so many projects of so many indicators, written in one save. */
export async function openBudget(
  { services: { commands } }: Ledger,
  { unit, projects, indicators }: { unit: string; projects: number; indicators: number },
): Promise<{ budgetId: string; projectIds: string[] }> {
  const about = { unitKey: unit, name: unit, fiscalYear: 2024, taxonomy: 'cn-2020' };
  const { budgetId } = checkDone(await commands.openBudget({ ...request(), ...about }));
  const fundUserId = uuidv7();
  const projectIds = Array.from({ length: projects }, () => uuidv7());
  const edits: BudgetEdit[] = [
    { type: 'AddFundUser', fundUserId, name: unit, declared: {} },
    ...projectIds.map((projectId, index): BudgetEdit => ({
      type: 'AddProject',
      projectId,
      fundUserId,
      name: `第${index + 1}号项目`,
      funding: { fiscalAppropriation: `${index + 1}.50` },
      goal: '保障日常工作顺利开展，提高服务企业的水平。'.repeat(4),
      indicators: Array.from({ length: indicators }, (_, at): NewIndicator => ({
        indicatorId: uuidv7(),
        level2: '11',
        name: `第${at + 1}项指标`,
        cycleTarget: `≥${at + 1}`,
        annualTarget: `≥${at + 1}`,
      })),
    })),
  ];
  checkDone(await commands.edit({ ...request(), of: { budgetId }, expectedVersion: null, edits }));
  return { budgetId, projectIds };
}

/** So many saves of one edit each, 256 under way at once; returns when the read model shows them all. */
export async function editTimes(
  ledger: Ledger,
  budgetId: string,
  projectIds: readonly string[],
  times: number,
): Promise<void> {
  const { commands } = ledger.services;
  for (let start = 0; start < times; start += 256) {
    const edits = Array.from({ length: Math.min(256, times - start) }, (_, offset): BudgetEdit => {
      const at = start + offset;
      const projectId = projectIds[at % projectIds.length] ?? '';
      return { type: 'ReviseFunding', projectId, funding: { other: `${1 + (at % 9_999)}.${10 + (at % 90)}` } };
    });
    await Promise.all(
      edits.map(async (edit) =>
        checkDone(await commands.edit({ ...request(), of: { budgetId }, expectedVersion: null, edits: [edit] })),
      ),
    );
  }
  await waitForReadModel(ledger, 600_000);
}

/** Until the read model shows everything recorded. */
export async function waitForReadModel({ readModel, store }: Ledger, patienceMs = 60_000): Promise<void> {
  if (!(await readModel.reached(await store.head(), patienceMs))) throw new Error('the read model did not catch up');
}
