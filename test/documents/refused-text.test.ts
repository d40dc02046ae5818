import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { read, refusalOf, sampleSidecar, sampleText } from '../support/stories/published-sample.js';

const columns = sampleSidecar.columns ?? [];
const refused = (text: string | Uint8Array) => refusalOf(() => read(text, { columns }));
const unreadableAt = (line: number) => ({ code: 'UNREADABLE_DOCUMENT', argument: ['line', String(line)] });
const lines = sampleText.split('\n');
const lineOf = (text: string) => lines.findIndex((line) => line.includes(text)) + 1;

describe('a text that is no published table', () => {
  it('is refused in two languages, with the line and what to do', () => {
    const { message, messageEn } = refused('预算公开说明\n');
    expect(message).toMatch(/第 1 行.*请/);
    expect(messageEn).toMatch(/^Line 1 cannot be read: .*Use the text/);
  });

  it('is refused if it is empty, or nothing but white space', () => {
    for (const text of ['', '\n', ' \r\n\f\n ']) expect(refused(text)).toMatchObject(unreadableAt(1));
  });

  it('is refused if it is about something else', () => {
    expect(refused('# Budget Ledger\n\nEvery edit is an event.\n')).toMatchObject(unreadableAt(1));
    expect(refused('{"项目支出绩效目标表":[]}\n')).toMatchObject(unreadableAt(1));
    expect(refused(sampleText.replace('项目支出绩效目标表', '部门整体支出绩效目标表'))).toMatchObject(unreadableAt(1));
  });

  it('is refused if its columns have other names or another order', () => {
    const swapped = sampleText.replace('财政专户拨款 其他资金', '其他资金 财政专户拨款');
    expect(refused(swapped)).toMatchObject(unreadableAt(1));
    expect(refused(sampleText.replace('财政拨款 财政专户拨款', '财政拨款'))).toMatchObject(unreadableAt(1));
  });

  it('is refused if it has a head and no rows', () => {
    const head = lines.slice(0, lineOf('绩效目标 绩效指标')).join('\n');
    expect(refused(`${head}\n`).code).toBe('UNREADABLE_DOCUMENT');
  });

  it('is refused if its amounts are in another unit than 万元', () => {
    for (const unit of ['元', '亿元', '千元']) {
      const refusal = refused(sampleText.replace('单位：万元', `单位：${unit}`));
      expect(refusal.code).toBe('UNREADABLE_DOCUMENT');
      expect(refusal.message).toContain(`“${unit}”`);
    }
  });
});

describe('a file that is not text in UTF-8', () => {
  it('is refused with what to do if it is in GBK', () => {
    for (const encoding of ['gbk', 'gb18030']) {
      const refusal = refused(iconv.encode(sampleText, encoding));
      expect(refusal).toMatchObject(unreadableAt(1));
      expect(refusal.message).toContain('另存为 UTF-8');
    }
  });

  it('is refused if it is in UTF-16, or a PDF', () => {
    expect(refused(iconv.encode(sampleText, 'utf-16le', { addBOM: true }))).toMatchObject(unreadableAt(1));
    expect(refused(Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1'))).toMatchObject(unreadableAt(1));
  });

  it('is refused on the line that holds a control or replacement character', () => {
    const line = lineOf('春运经费');
    for (const [odd, code] of [
      ['\0', 'U+0000'],
      ['\t', 'U+0009'],
      ['\u001B', 'U+001B'],
      ['\u0085', 'U+0085'],
      ['\uFFFD', 'U+FFFD'],
    ] as const) {
      const refusal = refused(sampleText.replace('春运经费', `春运${odd}经费`));
      expect(refusal).toMatchObject(unreadableAt(line));
      expect(refusal.message).toContain(code);
    }
  });

  it('is refused beyond 10 MB, before anything of it is read', () => {
    const bound = 10 * 1024 * 1024;
    expect(refused(Buffer.alloc(bound + 1, 0xff))).toMatchObject({ code: 'TOO_LARGE', argument: ['content'] });
    expect(refused(Buffer.alloc(bound, 0x20)).code).toBe('UNREADABLE_DOCUMENT');
  });

  it('is refused in a moment also where nearly 10 MB of it are digits', () => {
    const head = sampleText.slice(0, sampleText.indexOf('    商务工作经费'));
    const digits = '1'.repeat(4 * 1024 * 1024);
    expect(refused(`${head}${digits}.00 ${digits}.00\n`).code).toBe('UNREADABLE_DOCUMENT');
    expect(refused(`${head}${digits}${digits}\n`).code).toBe('UNREADABLE_DOCUMENT');
  });
});

describe('a table whose figures do not add up', () => {
  it('is refused on the line of the fund user', () => {
    const line = lineOf('广州市越秀区商务局 ');
    const off = sampleText.replaceAll('162.95', '162.96');
    expect(refused(off)).toMatchObject(unreadableAt(line));
    expect(refused(sampleText.replace('21,926.04 21,899.54', '21,926.03 21,899.53'))).toMatchObject(unreadableAt(line));
  });

  it('is refused where a row does not come to its own total', () => {
    const refusal = refused(sampleText.replace('162.95 162.95', '162.95 162.59'));
    expect(refusal.code).toBe('UNREADABLE_DOCUMENT');
  });
});

describe('an indicator list that is not whole', () => {
  it('is refused on the line at which it stops being one', () => {
    const line = lineOf('走访企业数');
    const without = sampleText.replace('量；实施周期指标值:≥10；', '量；');
    expect(refused(without)).toMatchObject(unreadableAt(line));
  });

  it('is refused if a number is left out', () => {
    expect(refused(sampleText.replace('3、2-效益指标；22-社', '4、2-效益指标；22-社')).code).toBe(
      'UNREADABLE_DOCUMENT',
    );
  });

  it('is refused if a class is not of the taxonomy', () => {
    expect(refused(sampleText.replace('14-成本指标', '15-成本指标')).code).toBe('UNREADABLE_DOCUMENT');
    expect(refused(sampleText.replace('1-产出指标；14', '2-产出指标；14')).code).toBe('UNREADABLE_DOCUMENT');
  });
});
