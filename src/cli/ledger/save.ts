import type { CommandAnswer, Done, Services } from '../../../services/services.js';
import type { ActorOptions } from '../arguments/actor.js';
import { callerOf } from '../arguments/actor.js';
import type { Config } from '../../config.js';
import { failureOfRefusals } from '../failures.js';
import type { Output } from '../terminal/output.js';
import { sealedText } from '../text/seals.js';
import { saveJson } from '../text/versions.js';
import { voidedText } from '../text/voided-review.js';
import type { Reader } from './read-ledger.js';
import { writeLedger } from './write-ledger.js';

/** What every request of the command line says of itself. */
type Request = ReturnType<typeof requestOf>;

/** Performs one command and prints what it saved. */
export type Act = (services: Services, reader: Reader, request: Request) => Promise<CommandAnswer>;

function requestOf(options: ActorOptions) {
  return { ...callerOf(options), commandId: null, source: { kind: 'cli' } } as const;
}

/** Opens the ledger for writing, performs one command and prints what it saved. @throws Failure if it was refused */
export async function saveAndPrint(config: Config, output: Output, options: ActorOptions, act: Act): Promise<void> {
  const request = requestOf(options);
  await writeLedger(config, options, async (services, reader) => {
    const answer = await act(services, reader, request);
    if (answer.refused) throw failureOfRefusals(answer.refusals);
    if (output.json) printJson(output, answer.done);
    else output.write(await saveText(reader, answer.done));
  });
}

function printJson(output: Output, done: Done): void {
  const [event] = done.events;
  const what = event && { type: event.type, data: event.data };
  output.write(`${JSON.stringify({ saved: saveJson(done), event: what })}\n`);
}

async function saveText(reader: Reader, done: Done): Promise<string> {
  const { draftId, version, position, basis, events } = done;
  const [event] = events;
  // A draft is opened as its version 0, and the answer does not hold the events of that.
  const openedDraft =
    draftId !== null && version === 0 ? await reader.queries.draft(draftId, { ...reader.at(null), head: basis }) : null;
  if (openedDraft !== null) {
    const { name, id, baseVersion } = openedDraft;
    return `已开立草案：${name} · ${id}（基础：版本 ${baseVersion}），位置 ${position}\n`;
  }
  const table = draftId === null ? '' : '草案';
  if (event === undefined) return `没有变化，仍为${table}版本 ${version}\n`;
  const saved = `已保存：${table}版本 ${version}，位置 ${position}\n`;
  if (event.type !== 'VersionSealed') return saved + (await voidedText(reader, done));
  return `${sealedText(event.data)}${saved}`;
}
