import { execute, parse } from 'graphql';
import { buildContract } from '../../../schema/build.js';
import type { Ledger } from '../../../src/compose.js';
import { reader } from '../ledgers/reader.js';
import type { Answer } from './contract.js';

export interface Refused {
  code: string;
  messageEn: string;
  argument?: string[];
}

const schema = buildContract();

/** Asks the contract in this process, as somebody with every role. */
export function contractDesk(ledger: () => Ledger) {
  async function answerTo(query: string, variables: object = {}, minPosition?: string) {
    const caller = { actor: { ...reader.actor, role: 'admin' }, requestId: 'request-1' };
    const about = minPosition === undefined ? {} : { minPosition };
    return execute({
      schema,
      document: parse(query),
      variableValues: variables as Record<string, unknown>,
      contextValue: { services: ledger().services, caller, commandIds: [], ...about },
    });
  }

  async function ask(query: string, variables: object = {}): Promise<Answer> {
    const { data, errors } = await answerTo(query, variables);
    if (errors?.[0] !== undefined) throw errors[0];
    return data as unknown as Answer;
  }

  return {
    answerTo,
    ask,
    /** Why the query is refused. */
    async refusalOf(query: string, variables: object = {}, minPosition?: string): Promise<Refused> {
      const { errors } = await answerTo(query, variables, minPosition);
      const { code, messageEn, argument } = errors?.[0]?.originalError as unknown as Refused;
      return { code, messageEn, ...(argument === undefined ? {} : { argument }) };
    },
    /** One mutation; its errors are for the test to judge. */
    async run(mutation: string, input: object, fields: string): Promise<Record<string, never>> {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
      const payload = `userErrors { code argument message messageEn } ${fields}`;
      const query = `mutation($input: ${type}) { ${mutation}(input: $input) { ${payload} } }`;
      return (await ask(query, { input }))[mutation as 'applyChanges'] as never;
    },
  };
}
