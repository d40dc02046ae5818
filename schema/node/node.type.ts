import { Field, ID, InterfaceType } from 'type-graphql';
import type { NodeView } from '../../services/services.js';

/** What `node` hands to GraphQL: a view that says which type it is. */
const typeNames = {
  BUDGET: 'Budget',
  FUND_USER: 'FundUser',
  PROJECT: 'Project',
  INDICATOR: 'Indicator',
  EVENT: 'LedgerEvent',
  DRAFT: 'Draft',
} as const;

const kinds = new WeakMap<object, keyof typeof typeNames>();

/** The view inside, remembered with its type. */
export function asNode(found: NodeView): object {
  const view = viewIn(found);
  kinds.set(view, found.kind);
  return view;
}

function viewIn(found: NodeView): object {
  switch (found.kind) {
    case 'BUDGET':
      return found.budget;
    case 'FUND_USER':
      return found.fundUser;
    case 'PROJECT':
      return found.project;
    case 'INDICATOR':
      return found.indicator;
    case 'EVENT':
      return found.event;
    case 'DRAFT':
      return found.draft;
  }
}

@InterfaceType('Node', {
  description: 'Anything with a permanent id: it survives renaming, moving, withdrawing and restoring.',
  resolveType: (view: object) => typeNames[kinds.get(view) ?? 'BUDGET'],
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Permanent.' })
  id!: string;
}
