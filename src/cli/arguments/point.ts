import { pointFormOf, readVersion } from '../../../events/point-form.js';
import { faultIn, readDate, readInstant } from '../../../services/instants.js';
import type { At } from '../../../services/services.js';
import { failure } from '../failures.js';
import { findDraftPoint } from './draft.js';
import type { BudgetOptions } from './budget.js';
import type { Reader } from '../ledger/read-ledger.js';
import { findSeal } from './seal.js';

/**
 * A point as it is typed: `v3` or `3`, a date, a time with its offset, a position, a seal in force by its name or stage,
 * any seal by its id, and any other id is an event's; `draft:` with a draft, and with `@2` its own version 2; `now`, or
 * nothing, is null. Whether the version, event or position exists is left to the query that is asked at it.
 */
export async function findPoint(reader: Reader, options: BudgetOptions, text: string | undefined): Promise<At | null> {
  if (text === undefined) return null;
  switch (pointFormOf(text)) {
    case 'NOW':
      return null;
    case 'DRAFT':
      return { draft: await findDraftPoint(reader, options, text.slice('draft:'.length)) };
    case 'VERSION':
      return { version: readVersion(text) };
    case 'DATE':
      checkReadable(text, readDate(text));
      return { date: text };
    case 'TIME':
      checkReadable(text, readInstant(text));
      return { time: text };
    case 'POSITION':
      return { position: text };
    case 'ID':
      return findPointById(reader, text.toLowerCase());
    case null:
      return findNamedPoint(reader, options, text);
  }
}

/** An id says which budget's it is. */
async function findPointById({ queries, at }: Reader, id: string): Promise<At> {
  const found = await queries.node(id, at(null));
  return found?.kind === 'SEAL' ? { sealId: id } : { event: id };
}

/** A seal, or a position of a ledger that counts in more than digits. @throws Failure INVALID_POINT */
async function findNamedPoint(reader: Reader, options: BudgetOptions, text: string): Promise<At> {
  const seal = await findSeal(reader, options, text);
  if (seal !== null) return { sealId: seal.id };
  if (/^v\d+$/i.test(text)) {
    throw failure(
      'usage',
      'INVALID_POINT',
      `“${text}”不是版本；版本写成 v3 或 3，不带前导零。`,
      `"${text}" is no version; a version is written v3 or 3, without zeros before it.`,
    );
  }
  if (/^[0-9a-f]{8}(-[0-9a-f]{0,12}){1,4}$/i.test(text)) {
    throw failure(
      'usage',
      'INVALID_POINT',
      `“${text}”像事件或定稿的编号，但不完整（应为 36 个字符）；请原样给出整个编号。`,
      `"${text}" looks like the id of an event or a seal, but is not whole (36 characters); give all of it as it stands.`,
    );
  }
  if (/^[0-9A-Za-z_-]{1,100}$/.test(text)) return { position: text };
  throw failure(
    'usage',
    'INVALID_POINT',
    `“${text}”不是时点；请写版本（v3）、日期（2024-03-01）、带时区的时间（2024-03-01T09:00:00+08:00）、定稿（一上）、草案（draft:一上稿）、位置或 now。`,
    `"${text}" is no point; write a version (v3), a date (2024-03-01), a time with its offset (2024-03-01T09:00:00+08:00), a seal (一上), a draft (draft:一上稿), a position or now.`,
  );
}

/** @throws Failure INVALID_POINT with what is wrong with the date or the time */
function checkReadable(text: string, read: ReturnType<typeof readDate> | ReturnType<typeof readInstant>): void {
  const fault = faultIn(read);
  if (fault !== null) throw failure('usage', 'INVALID_POINT', `“${text}”${fault.zh}`, `"${text}" ${fault.en}`);
}
