import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import type { ChangedCell } from '../../projections/rows.js';
import { changeIdOf, versionIdOf } from '../../services/compound-ids.js';
import type {
  Basis,
  BudgetView,
  DraftView,
  FundUserView,
  IndicatorView,
  NodeView,
  ProjectView,
  SealView,
  VersionView,
} from '../../services/services.js';
import { writeObjectId } from './object-id.js';

type Resolve = GraphQLFieldResolver<unknown, unknown>;

interface Identity<View> {
  /** The permanent id. */
  entityId(view: View): string;
  /** The id of the object as it was read. */
  id(view: View): string;
}

const budget: Identity<BudgetView> = { entityId: ({ id }) => id, id: (view) => inTable(view.id, view) };
const fundUser: Identity<FundUserView> = { entityId: ({ id }) => id, id: (view) => inTable(view.id, view.budget) };
const project: Identity<ProjectView> = { entityId: ({ id }) => id, id: (view) => inTable(view.id, view.budget) };
const indicator: Identity<IndicatorView> = {
  entityId: ({ id }) => id,
  id: (view) => inTable(view.id, view.project.budget),
};
const draft: Identity<DraftView> = { entityId: ({ id }) => id, id: (view) => at(view.id, null, view.basis) };
const seal: Identity<SealView> = { entityId: ({ id }) => id, id: (view) => at(view.id, null, view.basis) };
const version: Identity<VersionView> = {
  entityId: ({ budgetId, draftId, version: number }) => versionIdOf({ tableId: draftId ?? budgetId, version: number }),
  id: (view) => at(version.entityId(view), null, view.basis),
};
/** What one event changed in one cell never changes, so it has one id. */
const change: Pick<Identity<ChangedCell>, 'id'> = { id: changeIdOf };

/** Somebody is no object of the ledger: in each event another role, unit and behalf. */
const person = { personId: ({ id }: { id: string }) => id };

/** The types whose ids are made here; events have their own. */
const identities = {
  Budget: budget,
  FundUser: fundUser,
  Project: project,
  Indicator: indicator,
  Draft: draft,
  Seal: seal,
  Version: version,
  Change: change,
  Actor: person,
  Person: person,
};

/** A row of a table, the budget's or the draft's, at the table's point. */
function inTable(entityId: string, { branch, basis }: BudgetView): string {
  return at(entityId, branch?.draftId ?? null, basis);
}

function at(entityId: string, draftId: string | null, { live, position }: Basis): string {
  return writeObjectId({ entityId, draftId, position: live === true ? null : position });
}

/**
 * Gives the types their ids. Plain functions, not resolvers of classes: a table has hundreds of rows, and each is asked.
 */
export function giveIds(schema: GraphQLSchema): void {
  for (const [name, identity] of Object.entries(identities)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`there is no type ${name}`);
    for (const [field, read] of Object.entries(identity as unknown as Record<string, Resolve>)) {
      const definition = type.getFields()[field];
      if (definition === undefined) throw new Error(`${name} has no field ${field}`);
      definition.resolve = read;
    }
  }
}

/** The id that a node is given where it is read. */
export function idOfNode(node: NodeView): string {
  switch (node.kind) {
    case 'BUDGET':
      return budget.id(node.budget);
    case 'FUND_USER':
      return fundUser.id(node.fundUser);
    case 'PROJECT':
      return project.id(node.project);
    case 'INDICATOR':
      return indicator.id(node.indicator);
    case 'EVENT':
      return node.event.id;
    case 'CHANGE':
      return change.id(node.change);
    case 'DRAFT':
      return draft.id(node.draft);
    case 'SEAL':
      return seal.id(node.seal);
    case 'VERSION':
      return version.id(node.version);
  }
}
