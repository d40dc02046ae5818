/** An input without the members that were not given: null is as if it was left out. */
export function givenMembers<Filter extends object>(
  filter: Filter | null | undefined,
): {
  [Member in keyof Filter]: NonNullable<Filter[Member]>;
} {
  const members = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(members) as { [Member in keyof Filter]: NonNullable<Filter[Member]> };
}
