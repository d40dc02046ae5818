import type { Command } from 'commander';
import { failure } from '../../failures.js';
import {
  addAdjustmentKindOption,
  addVoidsReviewOption,
  parseAdjustmentKind,
  subcommand,
} from '../../arguments/options.js';
import type { Output } from '../../terminal/output.js';
import { reviewCommand } from './review.js';

export function convertCommand(output: Output): Command {
  const command = subcommand(
    'convert',
    '把二下之前开立的草案转为调整草案。Makes an adjustment of a draft that was opened before 二下',
    ['draft convert 二上补充稿 --kind 调剂 --reason 年中调剂 --document "财预〔2024〕9号"'],
  );
  return reviewCommand(
    addVoidsReviewOption(addAdjustmentKindOption(command)),
    output,
    ({ commands }, request, { kind, voidsReview = false }) => {
      const adjustmentKind = parseAdjustmentKind(kind);
      if (adjustmentKind === null) throw kindMissing();
      return commands.convertDraftToAdjustment({ ...request, adjustmentKind, voidsReview });
    },
  );
}

function kindMissing() {
  return failure('usage', 'USAGE', '请用 --kind 写明调整类别。', 'Say with --kind which kind of adjustment it is.');
}
