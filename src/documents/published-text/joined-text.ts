import { Refusal } from '../../../events/refusal.js';

/** The file as one run of characters that still knows its lines: where lines break means nothing. */
export interface JoinedText {
  text: string;
  /** Line of the file, from 1, on which the character at this offset stands. */
  lineAt: (offset: number) => number;
  /** Whether the last line ends as lines do. Of a file that was cut off it mostly does not. */
  ended: boolean;
}

/** Far above any published table (the sample has 17 KB), far below what would hurt. */
const maxBytes = 10 * 1024 * 1024;

/**
 * Lines are joined with nothing: breaks stand anywhere, inside words and numbers. White space at the ends of a line is
 * layout; inside a line it is kept.
 * @throws Refusal TOO_LARGE, UNREADABLE_DOCUMENT
 */
export function joinLines(bytes: Uint8Array): JoinedText {
  if (bytes.length > maxBytes) {
    throw new Refusal(
      'TOO_LARGE',
      `文件有 ${bytes.length} 字节，上限是 ${maxBytes} 字节；请确认这是一张绩效目标表的文本。`,
      `The file has ${bytes.length} bytes, over the bound of ${maxBytes}; check that it is the text of one table.`,
      { argument: ['content'] },
    );
  }
  const lines = decode(bytes).split(/\r\n|[\n\r]/);
  const starts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  lines.forEach((line, index) => {
    // Editors do not count a page break as the end of a line.
    const part = line.split('\f').map(trim).join('');
    const odd = part.search(/[\p{Cc}\uFFFD]/u);
    if (odd >= 0) {
      const code = `U+${part.charCodeAt(odd).toString(16).toUpperCase().padStart(4, '0')}`;
      throw unreadable(
        index + 1,
        `含有控制字符或损坏的字符 ${code}`,
        `it holds the control or damaged character ${code}`,
      );
    }
    starts.push(length);
    parts.push(part);
    length += part.length;
  });
  return { text: parts.join(''), lineAt: (offset) => lineOf(starts, offset), ended: parts.at(-1) === '' };
}

export function unreadable(line: number, zh: string, en: string): Refusal {
  return new Refusal(
    'UNREADABLE_DOCUMENT',
    `第 ${line} 行无法读取：${zh}。请用 PDF 文本提取的原样文件（不要改动列序，也不要把换行换成空格），文件未导入任何内容。`,
    `Line ${line} cannot be read: ${en}. Use the text as a PDF extractor left it (columns in order, line breaks not turned into spaces); nothing of the file was imported.`,
    { argument: ['line', String(line)] },
  );
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const looksGbk = new TextDecoder('gb18030').decode(bytes).includes('项目');
    throw looksGbk
      ? unreadable(1, '文件是 GBK/GB18030 编码，请另存为 UTF-8', 'the file is in GBK/GB18030; save it as UTF-8')
      : unreadable(1, '文件不是 UTF-8 文本', 'the file is not UTF-8 text');
  }
}

function trim(text: string): string {
  return text.trim();
}

/** The last line that starts at or before the offset and is not empty. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
