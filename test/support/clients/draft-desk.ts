import type { Answer, Budget, Draft, Mutation, MutationName } from './contract.js';
import { budgetId } from './reverting.js';
import type { Reply, RunningLedger } from '../processes/running-ledger.js';

export const draftFields = `draft { id name status version baseVersion openedOnVersion adjustment editors { id }
  rounds { number version outcome opinion submittedBy { id } decidedBy { id } voidedByVersion
    remarks { entityId path opinion } }
  approvedBy { id } promotedAs { version draftVersion by { id } } discarded { by { id } reason } }`;

/** Mutations and questions about drafts of the real table, as somebody of a role. */
export function draftDesk(ledger: () => RunningLedger) {
  /** One mutation with its payload; its errors are for the test to judge. */
  async function as<Name extends MutationName>(
    who: string,
    mutation: Name,
    input: object,
    fields = '',
  ): Promise<Mutation[Name]> {
    const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const query = `mutation($input: ${type}Input!) { answer: ${mutation}(input: $input) {
      position version basis { version draftId position } ${fields} budget { contentHash basis { version draftId } }
      userErrors { code message messageEn path entityId } } }`;
    const role = who.replace(/-\d+$/, '');
    return (
      await ledger().data<{ answer: Mutation[Name] }>(query, { input }, { 'x-actor-id': who, 'x-actor-role': role })
    ).answer;
  }

  return {
    as,
    /** Has somebody open a draft of the real table; returns it. */
    open: async (name: string, who = 'editor-1'): Promise<Draft> =>
      (await as(who, 'openDraft', { budgetId, name }, draftFields)).draft,
    /** A budget at a point. @param at as it is written: `, at: {…}` */
    budget: async (at: string, fields: string): Promise<Budget> =>
      (await ledger().data(`{ budget(id: "${budgetId}"${at}) { ${fields} } }`)).budget,
    ask: <Asked = Answer>(query: string) => ledger().data<Asked>(query),
    reply: (query: string): Promise<Reply> => ledger().query(query),
  };
}
