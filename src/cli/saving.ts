import { stageNames } from '../../events/sealing/sealing.events.js';
import type { CommandAnswer, Services } from '../../services/services.js';
import { composeLedger } from '../compose.js';
import type { Config } from '../config.js';
import type { ActorOptions } from './acting.js';
import { callerOf } from './acting.js';
import { refused } from './failures.js';
import type { Output } from './output.js';
import type { Asking } from './reading.js';
import { askingOf } from './reading.js';

type Request = ReturnType<typeof requestOf>;

function requestOf(options: ActorOptions) {
  return { ...callerOf(options), commandId: null, source: { kind: 'cli' } } as const;
}

/** Opens the ledger for writing, does it, and tells what was saved. @throws Failure if it was refused */
export async function saving(
  config: Config,
  output: Output,
  options: ActorOptions,
  act: (services: Services, ask: Asking, request: Request) => Promise<CommandAnswer>,
): Promise<void> {
  const request = requestOf(options);
  const ledger = await composeLedger(config);
  try {
    const answer = await act(ledger.services, await askingOf(ledger.services.queries), request);
    if (answer.refused) throw refused(answer.refusals);
    const { budgetId, draftId, version, position, basis, events } = answer.done;
    const [event] = events;
    if (output.json) {
      const saved = {
        budgetId,
        ...(draftId === null ? {} : { draftId }),
        version,
        position,
        recordedAt: basis.recordedAt,
        events: events.length,
      };
      return output.write(`${JSON.stringify({ saved, event: event && { type: event.type, data: event.data } })}\n`);
    }
    // What opens a draft is its version 0, whose events the answer does not have.
    const opened =
      draftId !== null && version === 0
        ? await ledger.services.queries.draft(draftId, { at: null, head: basis })
        : null;
    if (opened !== null) {
      return output.write(
        `已开立草案：${opened.name} · ${opened.id}（基础：版本 ${opened.baseVersion}），位置 ${position}\n`,
      );
    }
    const table = draftId === null ? '' : '草案';
    if (event === undefined) return output.write(`没有变化，仍为${table}版本 ${version}\n`);
    if (event.type === 'VersionSealed') {
      const { name, stage, version: sealed, contentHash } = event.data;
      const shown = stage === null || stageNames[stage] === name ? name : `${stageNames[stage]} ${name}`;
      output.write(`已定稿：${shown} · 版本 ${sealed} · ${contentHash}\n`);
    }
    output.write(`已保存：${table}版本 ${version}，位置 ${position}\n`);
  } finally {
    await ledger.close();
  }
}
