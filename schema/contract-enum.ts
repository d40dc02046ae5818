import { registerEnumType } from 'type-graphql';

/**
 * An enum of the contract, each value with its meaning.
 * @param values name in the contract → its meaning; `within` is its value in the program where that differs
 */
export function contractEnum<Name extends string>(
  name: string,
  description: string,
  values: Record<Name, string>,
  within: Partial<Record<Name, string>> = {},
): Record<Name, string> {
  const names = Object.keys(values) as Name[];
  const members = Object.fromEntries(names.map((value) => [value, within[value] ?? value])) as Record<Name, string>;
  const valuesConfig = Object.fromEntries(names.map((value) => [value, { description: values[value] }])) as Record<
    Name,
    { description: string }
  >;
  registerEnumType<Record<Name, string>>(members, { name, description, valuesConfig });
  return members;
}
