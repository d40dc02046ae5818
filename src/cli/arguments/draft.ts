import { statusNames } from '../../../events/draft/draft.rules.js';
import { readVersion } from '../../../events/point-form.js';
import type { AtDraft, DraftView } from '../../../services/services.js';
import type { Failure } from '../failures.js';
import { failure } from '../failures.js';
import type { BudgetOptions } from './budget.js';
import { findBudget, isBudgetNamed, isId } from './budget.js';
import { ambiguous } from './candidates.js';
import type { Reader } from '../ledger/read-ledger.js';

/**
 * The draft that is meant: by its id, by the first eight or more characters of its id, or by its name. Where several
 * have the name, a draft that is still worked on is preferred to those that were promoted or discarded.
 * @throws Failure NOT_FOUND, AMBIGUOUS naming the candidates
 */
export async function findDraft(reader: Reader, options: BudgetOptions, text: string): Promise<DraftView> {
  if (isId(text) && !isBudgetNamed(options)) {
    const draft = await reader.queries.draft(text.toLowerCase(), reader.at(null));
    if (draft === null) throw unknownDraft(text);
    return draft;
  }
  const drafts = await reader.queries.drafts(await findBudget(reader, options, null), null);
  const named = drafts.filter(({ name }) => name === text);
  const open = named.filter(({ status }) => status !== 'PROMOTED' && status !== 'DISCARDED');
  const byName = open.length === 0 ? named : open;
  const found =
    byName.length > 0 ? byName : drafts.filter(({ id }) => isIdPrefix(text) && id.startsWith(text.toLowerCase()));
  const [only, another] = found;
  if (only === undefined) throw unknownDraft(text);
  if (another === undefined) return only;
  throw ambiguous(
    `“${text}”不止一个草案`,
    `More than one draft is "${text}"`,
    found.map(({ id, name, status }) => ({ id, name: `${name}（${statusNames[status]}）`, written: id })),
  );
}

/** `<draft>` or `<draft>@2`, its own version 2; 0 is its base. A name may have an @ of its own. */
export async function findDraftPoint(reader: Reader, options: BudgetOptions, text: string): Promise<AtDraft> {
  const at = text.lastIndexOf('@');
  const version = at < 1 ? null : readVersion(text.slice(at + 1));
  if (version === null) return { id: (await findDraft(reader, options, text)).id };
  return { id: (await findDraft(reader, options, text.slice(0, at))).id, version };
}

function isIdPrefix(text: string): boolean {
  return /^[0-9a-f-]{8,36}$/i.test(text);
}

function unknownDraft(text: string): Failure {
  return failure(
    'notFound',
    'NOT_FOUND',
    `该预算没有名称或编号为“${text}”的草案；用 draft list 查看。`,
    `The budget has no draft with the name or id "${text}"; see draft list.`,
  );
}
