import type { Answer, Budget, Draft, Mutation, MutationName } from './contract.js';
import { mutate } from './mutate.js';
import { budgetId } from './reverting.js';
import type { Reply, RunningLedger } from '../processes/running-ledger.js';

export const draftFields = `draft { id name status version baseVersion openedOnVersion actor { personId }
  adjustment { kind reason basisDocument } editors { personId }
  rounds { number version voidedByVersion submission { actor { personId } }
    decision { outcome opinion actor { personId } remarks { entityId path opinion } } }
  approval { actor { personId } } promotion { version draftVersion actor { personId } }
  discard { actor { personId } reason } }`;

/** Mutations and questions about drafts of the real table, as somebody of a role. */
export function draftDesk(ledger: () => RunningLedger) {
  /** One mutation with its payload; its errors are for the test to judge. */
  async function as<Name extends MutationName>(
    who: string,
    mutation: Name,
    input: object,
    fields = '',
  ): Promise<Mutation[Name]> {
    const payload = `position version basis { version draftId position } ${fields}
      budget { contentHash basis { version draftId } } userErrors { code message messageEn argument entityId }`;
    return mutate(ledger(), mutation, input, payload, { id: who, role: who.replace(/-\d+$/, '') });
  }

  return {
    as,
    /** Has somebody open a draft of the real table; returns it. */
    open: async (name: string, who = 'editor-1'): Promise<Draft> =>
      (await as(who, 'openDraft', { budgetId, name }, draftFields)).draft,
    /** A budget at a point. @param at as it is written: `, at: {…}` */
    budget: async (at: string, fields: string): Promise<Budget> =>
      (await ledger().data(`{ budget(id: "${budgetId}"${at}) { ${fields} } }`)).budget,
    ask: <Asked = Answer>(query: string, variables?: object) => ledger().data<Asked>(query, variables),
    reply: (query: string, variables?: object): Promise<Reply> => ledger().query(query, variables),
  };
}
