import { statusNames } from '../../events/draft/draft.rules.js';
import type { DraftAt, DraftView } from '../../services/services.js';
import { failure } from './failures.js';
import type { BudgetOptions } from './naming.js';
import { ambiguous, findBudget, uuid } from './naming.js';
import type { Asking } from './reading.js';

/**
 * The draft that is meant: by its id, by a beginning of its id of eight characters or more, or by its name, where a draft
 * that is still worked on comes before those that were promoted or discarded.
 * @throws Failure NOT_FOUND, AMBIGUOUS naming the candidates
 */
export async function findDraft(ask: Asking, options: BudgetOptions, text: string): Promise<DraftView> {
  const isId = uuid.test(text);
  if (isId && !isBudgetNamed(options))
    return (await ask.queries.draft(text.toLowerCase(), ask.at(null))) ?? unknown(text);
  const drafts = await ask.queries.drafts(await findBudget(ask, options, null), null);
  const named = drafts.filter(({ name }) => name === text);
  const open = named.filter(({ status }) => status !== 'PROMOTED' && status !== 'DISCARDED');
  const byName = open.length === 0 ? named : open;
  const found =
    byName.length > 0 ? byName : drafts.filter(({ id }) => isBeginning(text) && id.startsWith(text.toLowerCase()));
  const [only, another] = found;
  if (only === undefined) return unknown(text);
  if (another === undefined) return only;
  throw ambiguous(
    `“${text}”不止一个草案`,
    `More than one draft is "${text}"`,
    found.map(({ id, name, status }) => ({ id, name: `${name}（${statusNames[status]}）`, written: id })),
  );
}

/** `<draft>` or `<draft>@2`, its own version 2; 0 is its base. A name may have an @ of its own. */
export async function findDraftPoint(ask: Asking, options: BudgetOptions, text: string): Promise<DraftAt> {
  const [, named, version] = /^(.+)@v?(\d{1,9})$/i.exec(text) ?? [];
  if (named === undefined) return { id: (await findDraft(ask, options, text)).id };
  return { id: (await findDraft(ask, options, named)).id, version: Number(version) };
}

function isBudgetNamed({ budget, unit, year }: BudgetOptions): boolean {
  return (budget ?? unit ?? year) !== undefined;
}

function isBeginning(text: string): boolean {
  return /^[0-9a-f-]{8,36}$/i.test(text);
}

function unknown(text: string): never {
  throw failure(
    'notFound',
    'UNKNOWN_DRAFT',
    `该预算没有名称或编号为“${text}”的草案；用 draft list 查看。`,
    `The budget has no draft with the name or id "${text}"; see draft list.`,
  );
}
