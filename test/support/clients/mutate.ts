import type { RunningLedger } from '../processes/running-ledger.js';
import type { Mutation, MutationName } from './contract.js';

/** Of the budget that the first start imports. */
export const sampleUnit = '广州市越秀区商务局(本级)';

/** Who asks, and of which unit; default: the sample's. */
export interface Who {
  id: string;
  role: string;
  unit?: string;
}

/** As the headers of a request say it. */
export function headersOf({ id, role, unit = sampleUnit }: Who): Record<string, string> {
  return { 'x-actor-id': id, 'x-actor-role': role, 'x-actor-unit': encodeURIComponent(unit) };
}

/**
 * One mutation as somebody asks for it; its errors are for the test to judge.
 * @param fields what is asked of the payload
 * @param who nobody: as a client without headers
 */
export async function mutate<Name extends MutationName>(
  ledger: RunningLedger,
  mutation: Name,
  input: object,
  fields: string,
  who?: Who,
): Promise<Mutation[Name]> {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const query = `mutation($input: ${type}Input!) { answer: ${mutation}(input: $input) { ${fields} } }`;
  const headers = who === undefined ? {} : headersOf(who);
  return (await ledger.data<{ answer: Mutation[Name] }>(query, { input }, headers)).answer;
}
