import type { At } from '../../../services/services.js';
import { failure } from '../failures.js';
import { findDraftPoint } from './draft.js';
import type { BudgetOptions } from './budget.js';
import type { Reader } from '../ledger/read-ledger.js';
import { findSeal } from './seal.js';

/**
 * A point as it is typed: `v3` or `3`, a date, a time with its offset, a position, a seal in force by its name or stage,
 * any seal by its id; `draft:` with a draft, and with `@2` its own version 2; `now`, or nothing, is null. Whether the
 * version or position exists is left to the query that is asked at it.
 */
export async function findPoint(reader: Reader, options: BudgetOptions, text: string | undefined): Promise<At | null> {
  if (text === undefined || text === 'now') return null;
  if (/^draft:./i.test(text)) return { draft: await findDraftPoint(reader, options, text.slice('draft:'.length)) };
  const [, version] = /^v?(\d{1,9})$/i.exec(text) ?? [];
  if (version !== undefined) return { version: Number(version) };
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    if (isDate(text)) return { date: text };
  } else if (/^\d{4}-\d{2}-\d{2}[Tt ]/.test(text)) {
    if (isInstant(text)) return { time: text };
  } else if (/^\d{1,100}$/.test(text)) {
    return { position: text };
  } else {
    const seal = await findSeal(reader, options, text);
    if (seal !== null) return { sealId: seal.id };
    if (/^[0-9A-Za-z_-]{1,100}$/.test(text)) return { position: text };
  }
  throw failure(
    'usage',
    'INVALID_POINT',
    `“${text}”不是时点；请写版本（v3）、日期（2024-03-01）、带时区的时间（2024-03-01T09:00:00+08:00）、定稿（一上）、草案（draft:一上稿）、位置或 now。`,
    `"${text}" is no point; write a version (v3), a date (2024-03-01), a time with its offset (2024-03-01T09:00:00+08:00), a seal (一上), a draft (draft:一上稿), a position or now.`,
  );
}

/** Whether this is a time of RFC 3339 with an offset, which is never guessed. */
function isInstant(text: string): boolean {
  const instant = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;
  return instant.test(text) && isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
