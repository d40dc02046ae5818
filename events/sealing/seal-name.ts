import type { PointForm } from '../point-form.js';
import { pointFormOf } from '../point-form.js';
import { Refusal } from '../refusal.js';
import { checkText } from '../text.js';
import type { SealVersion } from './sealing.commands.js';
import type { Stage } from './sealing.events.js';
import { stageNames, stages } from './sealing.events.js';

/** The stage that is written 一上, or FIRST_UP as in the API; null: no stage has this name. */
export function parseStage(text: string): Stage | null {
  const wanted = text.toUpperCase().replaceAll('-', '_');
  return stages.find((stage) => stageNames[stage] === text || stage === wanted) ?? null;
}

/**
 * What a seal is called, which people ask for it by. So it is no text that stands for another moment, and a stage's name
 * is reserved for that stage's seal.
 * @throws Refusal INVALID_INPUT, TOO_LARGE
 */
export function checkSealName({ stage, name: given }: Pick<SealVersion, 'stage' | 'name'>): string {
  const own = stage === null ? '' : stageNames[stage];
  const name = given ?? own;
  const namesake = parseStage(name);
  if (namesake !== null && name !== own) {
    throw new Refusal(
      'INVALID_INPUT',
      `“${name}”是阶段的名称；请将阶段（stage）写成${stageNames[namesake]}（${namesake}），或改用其他名称。`,
      `"${name}" is what a stage is called; give the stage ${namesake}, or choose another name.`,
      { argument: ['name'] },
    );
  }
  const checked = checkText('name', name, ['name']);
  const form = pointFormOf(checked);
  if (form === null) return checked;
  const { zh, en } = readAs[form];
  throw new Refusal(
    'INVALID_INPUT',
    `定稿不能名为“${name}”：按名称查看时会读作${zh}；请改用其他名称。`,
    `A seal cannot be called "${name}": who asks for it by its name would get ${en}; choose another name.`,
    { argument: ['name'] },
  );
}

const readAs: Record<PointForm, { zh: string; en: string }> = {
  NOW: { zh: '现在', en: 'what stands now' },
  DRAFT: { zh: '草案', en: 'a draft' },
  VERSION: { zh: '版本号', en: 'a version' },
  DATE: { zh: '日期', en: 'a date' },
  TIME: { zh: '时间', en: 'a time' },
  POSITION: { zh: '账本的位置', en: 'a position of the ledger' },
  ID: { zh: '编号', en: 'an id' },
};
