import { Field, ID, InterfaceType } from 'type-graphql';
import type { NodeView } from '../../services/services.js';

/** What `node` hands to GraphQL: a view that says which type it is. */
const typeNames = {
  BUDGET: 'Budget',
  FUND_USER: 'FundUser',
  PROJECT: 'Project',
  INDICATOR: 'Indicator',
  EVENT: 'LedgerEvent',
  CHANGE: 'Change',
  DRAFT: 'Draft',
  SEAL: 'Seal',
  VERSION: 'Version',
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
    case 'CHANGE':
      return found.change;
    case 'DRAFT':
      return found.draft;
    case 'SEAL':
      return found.seal;
    case 'VERSION':
      return found.version;
  }
}

const resolveType = (view: object) => typeNames[kinds.get(view) ?? 'BUDGET'];

@InterfaceType('Node', {
  description: 'Anything that can be asked for again by its `id`: `node` answers with exactly this object.',
  resolveType,
})
export abstract class NodeType {
  @Field(() => ID, {
    description:
      'Of the object as it was read, and so what a cache may keep it by: two objects with one id are the same at one moment. What never changes has one id.',
  })
  id!: string;
}

@InterfaceType('Entity', {
  implements: NodeType,
  description:
    'What is read at points, and is another object at each: live its `id` is the permanent one; at a point, or in a draft, it has an id of its own, which is opaque.',
  resolveType,
})
export abstract class EntityType extends NodeType {
  @Field(() => ID, {
    description:
      'Permanent, at every point and in every draft: it survives renaming, moving, withdrawing and restoring. What arguments and inputs take.',
  })
  entityId!: string;
}
