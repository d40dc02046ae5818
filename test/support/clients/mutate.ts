import type { RunningLedger } from '../processes/running-ledger.js';
import type { Mutation, MutationName } from './contract.js';

/**
 * One mutation as somebody asks for it; its errors are for the test to judge.
 * @param fields what is asked of the payload
 * @param who the actor's id and role; nobody: as a client without headers
 */
export async function mutate<Name extends MutationName>(
  ledger: RunningLedger,
  mutation: Name,
  input: object,
  fields: string,
  who?: { id: string; role: string },
): Promise<Mutation[Name]> {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const query = `mutation($input: ${type}Input!) { answer: ${mutation}(input: $input) { ${fields} } }`;
  const headers: Record<string, string> = who === undefined ? {} : { 'x-actor-id': who.id, 'x-actor-role': who.role };
  return (await ledger.data<{ answer: Mutation[Name] }>(query, { input }, headers)).answer;
}
