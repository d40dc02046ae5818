/**
 * Ids of people: what a caller may be known by, and whom a seal may name as its approver. Visible ASCII without spaces,
 * so that no name is taken for one.
 */
export function isActorId(text: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(text);
}

/** What an id is, as refusals say it. */
export const actorIdMeaning = {
  zh: '1 到 200 个可见的 ASCII 字符，不含空格，不写姓名，如 finance-1',
  en: '1 to 200 visible ASCII characters without spaces, no name, such as finance-1',
};
