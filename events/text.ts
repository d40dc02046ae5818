import { Refusal } from './refusal.js';

/** Upper bounds in characters (Unicode code points), well inside the 65,535 bytes of one event. */
export const textBounds = {
  name: 500,
  goal: 15_000,
  target: 1_000,
  reason: 2_000,
  basisDocument: 200,
  opinion: 2_000,
} as const;
export type TextKind = keyof typeof textBounds;

const chinese: Record<TextKind, string> = {
  name: '名称',
  goal: '绩效目标',
  target: '指标值',
  reason: '理由',
  basisDocument: '文号',
  opinion: '审核意见',
};

/**
 * Control characters, line and paragraph separators, lone surrogates and byte-order marks; and characters that are
 * invisible or change the direction of writing: two names that differ only in them look the same to an auditor.
 */
const forbidden = /[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069]/u;

/**
 * A cell's text, kept to the letter: nothing is trimmed or normalised, so what could be lost is refused instead.
 * @throws Refusal INVALID_INPUT or TOO_LARGE with the path
 */
export function checkText(kind: TextKind, text: string, argument: string[]): string {
  const zh = chinese[kind];
  const en = kind;
  const bound = textBounds[kind];
  if (text.length > 2 * bound || [...text].length > bound) {
    throw new Refusal(
      'TOO_LARGE',
      `${zh}过长：至多 ${bound} 个字。`,
      `The ${en} is too long: at most ${bound} characters.`,
      {
        argument,
      },
    );
  }
  const at = text.search(forbidden);
  if (at >= 0) {
    const nth = [...text.slice(0, at)].length + 1;
    const code = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
    throw new Refusal(
      'INVALID_INPUT',
      `${zh}第 ${nth} 个字符 ${code} 是控制字符或无效字符；请删除后重试（单元格内不分段）。`,
      `Character ${nth} of the ${en}, ${code}, is a control or invalid character; remove it (a cell has no line breaks).`,
      { argument },
    );
  }
  if (text !== text.trim()) {
    throw new Refusal(
      'INVALID_INPUT',
      `${zh}的首尾有空白；请删除后重试。`,
      `The ${en} begins or ends with white space; remove it.`,
      { argument },
    );
  }
  if (text === '' && (kind === 'name' || kind === 'opinion')) {
    throw new Refusal('INVALID_INPUT', `${zh}不能为空；请填写。`, `The ${en} must not be empty; give one.`, {
      argument,
    });
  }
  return text;
}
