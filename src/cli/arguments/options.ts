import { Command } from 'commander';
import type { AdjustmentKind } from '../../../events/draft/adjustment.js';
import { adjustmentKindNames } from '../../../events/draft/adjustment.js';
import { listLabels, parseLabel } from './choice.js';

/** A command with its examples; descriptions are Chinese, then English. */
export function subcommand(name: string, description: string, examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ budget-ledger ${example}`).join('\n');
  return new Command(name)
    .description(description)
    .helpOption('-h, --help', '用法。How it is used')
    .addHelpText('after', `\n例 Examples:\n${lines}\n`);
}

export function addBudgetOptions(command: Command): Command {
  return command
    .option('--budget <id>', '预算编号。The budget by its id')
    .option('--unit <key>', '预算单位。The budget of this unit')
    .option('--year <year>', '预算年度。Of this fiscal year');
}

export function addPointOption(command: Command): Command {
  return command.option(
    '--at <point>',
    '时点：v3、2024-03-01、2024-03-01T09:00:00+08:00、定稿（一上）、草案（draft:一上稿）、事件编号、位置；缺省为现在。The point: a version, date, time, seal, draft, the id of an event (the end of its save), position; default: now',
  );
}

export function addPageOptions(command: Command): Command {
  return command
    .option('--first <n>', '最多几条。At most so many', '50')
    .option('--after <cursor>', '从该游标（--json 的 cursor）之后继续。Go on behind this cursor, as --json gives it')
    .option('--all', '全部。All of them');
}

/** For an option that may be given more than once: its values in the order given. */
export function collect(given: string, before: string[]): string[] {
  return [...before, given];
}

/** Of a command that edits drafts. */
export function addVoidsReviewOption(command: Command): Command {
  return command.option(
    '--voids-review',
    '草案已送审或已批准时仍要修改：送审或批准即作废。Edits a draft that is submitted or approved, which makes that void',
  );
}

/** After 二下 a draft is an adjustment of one of the kinds. */
export function addAdjustmentKindOption(command: Command): Command {
  return command.option(
    '--kind <kind>',
    `二下之后必填的调整类别：${listLabels(adjustmentKindNames)}。Which kind of adjustment it is, after 二下`,
  );
}

export function parseAdjustmentKind(given: string | undefined): AdjustmentKind | null {
  return parseLabel('--kind', given, adjustmentKindNames) ?? null;
}

/** Name and description of the argument that names a draft. */
export const draftArgument = [
  '<draft>',
  '草案的名称、编号或其开头。A draft by name, id or the beginning of its id',
] as const;
