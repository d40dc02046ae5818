import { givenMembers } from '../given-members.js';

/** The members that were given; not to look to the letter is the same as not to say so, also to a cursor. */
export function textFilter<Filter extends { exact?: boolean | null }>(filter: Filter | null) {
  const { exact, ...rest } = givenMembers(filter);
  return exact === true ? { ...rest, exact } : rest;
}
