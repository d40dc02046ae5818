import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { planCorrection, recordConfirmation, recordCorrection } from '../../app/correct-clock.js';
import type { ClockCorrection } from '../../app/correct-clock.js';
import { sayLeap } from '../../app/held-clock.js';
import { intentOf } from '../../app/intent.js';
import type { Ledger } from '../../compose.js';
import { openLedger } from '../../compose.js';
import type { Config } from '../../config.js';
import { countEvents } from '../../engines/stores.js';
import type { CommandOutcome } from '../../ports/event-store.js';
import type { ActorOptions } from '../arguments/actor.js';
import { addIdentityOptions, callerOf } from '../arguments/actor.js';
import { subcommand } from '../arguments/options.js';
import { failure } from '../failures.js';
import { configOf } from '../ledger/config.js';
import type { Output } from '../terminal/output.js';

export function clockCommand(output: Output): Command {
  return subcommand(
    'clock',
    '台账的时钟：确认本机时钟无误，或更正曾经有误的一段。The ledger’s clock: confirms the machine’s, or corrects a part that was wrong',
    ['clock confirm', 'clock correct --from 0000000000000120 --to 0000000000000131 --dry-run'],
  )
    .addCommand(confirmCommand(output))
    .addCommand(correctCommand(output));
}

function confirmCommand(output: Output): Command {
  const command = subcommand(
    'confirm',
    '台账 90 天以上没有记录之后，确认本机时钟无误，修改才会被接受。Says that the machine’s clock is right, after nothing was recorded for 90 days',
    ['clock confirm --reason 存档台账重新启用'],
  ).option('--reason <text>', '说明。Why');
  return addIdentityOptions(command).action((options: ActorOptions) => confirm(configOf(command), options, output));
}

interface CorrectOptions extends ActorOptions {
  from: string;
  to: string;
  dryRun?: true;
}

function correctCommand(output: Output): Command {
  const command = subcommand(
    'correct',
    '更正一段有误的时钟：位置与内容不变，只是按时间、日期查询时不再以那段时钟为准。Corrects a part in which the clock was wrong: positions and content stay, only what a time or a date resolves to changes',
    [
      'clock correct --from 0000000000000120 --to 0000000000000131 --dry-run',
      'clock correct --from 0000000000000120 --to 0000000000000131 --reason 主板电池失效',
    ],
  )
    .requiredOption('--from <position>', '时钟有误的第一次保存中的位置。A position in the first save of a wrong clock')
    .requiredOption('--to <position>', '最后一次保存中的位置。One in the last')
    .option('--reason <text>', '更正理由，必填（--dry-run 除外）。Why; has to be given, but for --dry-run')
    .option('--document <number>', '依据文号。The document that it rests on')
    .option('--dry-run', '只显示哪些保存的时间会变。Only shows which saves change their time');
  return addIdentityOptions(command).action((options: CorrectOptions) => correct(configOf(command), options, output));
}

async function confirm(config: Config, options: ActorOptions, output: Output): Promise<void> {
  await withLedger(config, async (ledger) => {
    const leap = ledger.clock.leap();
    if (leap?.kind === 'BEHIND') {
      const { zh, en } = sayLeap(leap);
      throw failure('refused', 'CLOCK_LEAPT', zh, en);
    }
    if (leap === null) {
      if (output.json) output.write(`${JSON.stringify({ confirmed: false })}\n`);
      else output.write('本机时钟与台账的时钟相合，无须确认\n');
      return;
    }
    const { against: before, machine } = leap;
    const outcome = await recordConfirmation(toolsOf(ledger), intentFor(options, { before }), before);
    await recorded(ledger, outcome);
    const position = outcome?.lastPosition;
    if (output.json) output.write(`${JSON.stringify({ confirmed: true, before, clock: machine, position })}\n`);
    else output.write(`已确认本机时钟：台账的时钟由 ${before} 到 ${machine}\n`);
  });
}

async function correct(config: Config, options: CorrectOptions, output: Output): Promise<void> {
  const { from, to, dryRun = false } = options;
  if (!dryRun && options.reason === undefined)
    throw failure('usage', 'INVALID_INPUT', '请用 --reason 说明更正理由。', 'Say why it is corrected, by --reason.');
  await withLedger(config, async (ledger) => {
    const plan = await planCorrection({ events: ledger.store, readModel: ledger.readModel }, from, to);
    const isRecorded = !dryRun && plan.retimed.length > 0;
    if (isRecorded) {
      const intent = intentFor(options, { first: plan.first, last: plan.last });
      await recorded(ledger, await recordCorrection(toolsOf(ledger), intent, plan));
    }
    const { retimed, clock } = plan;
    if (output.json) output.write(`${JSON.stringify({ recorded: isRecorded, retimed, clock })}\n`);
    else output.write(correctionText(plan, isRecorded));
  });
}

const shownSaves = 20;

function correctionText({ retimed, clock }: ClockCorrection, isRecorded: boolean): string {
  if (retimed.length === 0) return '没有保存的时间会改变，未作更正\n';
  const lines = retimed.slice(0, shownSaves).map(({ position, before, after }) => `${position}  ${before} → ${after}`);
  const more = retimed.length > shownSaves ? [`……另有 ${retimed.length - shownSaves} 次`] : [];
  const done = isRecorded ? '已更正' : '将更正（试办，未记录）';
  return `${[...lines, ...more].join('\n')}\n${done}：${retimed.length} 次保存的时间改变，台账的时钟为 ${clock}\n`;
}

/** The ledger as whoever writes it has it, once it exists. */
async function withLedger(config: Config, act: (ledger: Ledger) => Promise<void>): Promise<void> {
  await countEvents(config);
  const ledger = await openLedger(config, { write: true, projector: 'here' });
  try {
    await act(ledger);
  } finally {
    await ledger.close();
  }
}

/** Stamped by the machine's clock as it is: that is what is confirmed, and by which what was wrong is told. */
function toolsOf({ store }: Ledger) {
  return { store, now: () => new Date().toISOString(), newId: randomUUID };
}

function intentFor(options: ActorOptions, payload: object) {
  return intentOf({ ...callerOf(options), commandId: null, payload, source: { kind: 'cli' } }, randomUUID);
}

const patienceMs = 60_000;

async function recorded({ readModel }: Ledger, outcome: CommandOutcome | null): Promise<void> {
  if (outcome !== null) await readModel.reached(outcome.lastPosition, patienceMs);
}
