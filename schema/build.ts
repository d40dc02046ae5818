import 'reflect-metadata';
import { GraphQLInputObjectType, GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { refuseContradictoryPoints } from './basis/contradictory-points.js';
import { BudgetConnectionResolver, BudgetResolver } from './budget/budget.resolver.js';
import { BudgetOutlineResolver, OutlineResolver } from './budget/outline.resolver.js';
import { UnitResolver } from './budget/unit.resolver.js';
import { VersionResolver } from './budget/version.resolver.js';
import { ActorResolver } from './change/actor.resolver.js';
import { ChangeEdgeResolver } from './change/change-edge.resolver.js';
import { ChangeResolver } from './change/change.resolver.js';
import { EditedRowsResolver } from './change/edited-rows.resolver.js';
import { LedgerEventResolver } from './change/event.resolver.js';
import { SaveResolver } from './change/save.resolver.js';
import { ComparisonGroupsResolver } from './comparison/comparison-groups.resolver.js';
import { ComparisonResolver } from './comparison/comparison.resolver.js';
import { DraftResolver } from './draft/draft.resolver.js';
import { PersonResolver } from './draft/person.resolver.js';
import { ReviewResolver } from './draft/review.resolver.js';
import { ApplyChangesResolver } from './editing/apply-changes.resolver.js';
import { BudgetEditingResolver } from './editing/budget-editing.resolver.js';
import { IndicatorEditingResolver } from './editing/indicator-editing.resolver.js';
import { ProjectEditingResolver } from './editing/project-editing.resolver.js';
import { RevertResolver } from './editing/revert.resolver.js';
import { ConflictErrorResolver } from './editing/user-error.resolver.js';
import { ConflictErrorType, InputErrorType } from './editing/user-error.type.js';
import { ErrorCodeEnum } from './error-codes.js';
import { FundUserResolver } from './fund-user/fund-user.resolver.js';
import { giveIds } from './identity/object-ids.js';
import { takeEntityIds } from './identity/take-entity-ids.js';
import { ImportResolver } from './import/import.resolver.js';
import { IndicatorCountsResolver } from './indicator/indicator-counts.resolver.js';
import { IndicatorResolver } from './indicator/indicator.resolver.js';
import { BudgetChangedResolver, DraftChangedResolver, LiveResolver } from './live/live.resolver.js';
import { MergingResolver } from './merging/merging.resolver.js';
import { NodeResolver } from './node/node.resolver.js';
import { resolveOnDemand } from './on-demand.js';
import { resolvePlainFields } from './plain-fields.js';
import { SealingResolver } from './sealing/sealing.resolver.js';
import { ReplacedIndicatorResolver, ReplacedProjectResolver } from './project/replaced-by.resolver.js';
import { ProjectTotalsResolver } from './project/project-totals.resolver.js';
import { ProjectConnectionResolver, ProjectResolver } from './project/project.resolver.js';
import { StagesResolver } from './stages/stages.resolver.js';
import { refuseTornTexts } from './torn-texts.js';
import { ViewerResolver } from './viewer/viewer.resolver.js';

/** Inputs of which exactly one member is given; type-graphql has no option for that yet. */
const oneOfInputs = ['At', 'ChangeInput', 'FileContent', 'PlaceInput', 'RevertWhat'];

/** The contract with its resolvers; what they call arrives in the context of each operation. */
export function buildContract(): GraphQLSchema {
  const built = buildSchemaSync({
    resolvers: [
      BudgetResolver,
      BudgetConnectionResolver,
      BudgetOutlineResolver,
      OutlineResolver,
      UnitResolver,
      VersionResolver,
      FundUserResolver,
      ProjectResolver,
      ProjectConnectionResolver,
      ReplacedIndicatorResolver,
      ReplacedProjectResolver,
      ProjectTotalsResolver,
      IndicatorResolver,
      IndicatorCountsResolver,
      ChangeEdgeResolver,
      ChangeResolver,
      SaveResolver,
      EditedRowsResolver,
      LedgerEventResolver,
      ComparisonResolver,
      ComparisonGroupsResolver,
      StagesResolver,
      ActorResolver,
      NodeResolver,
      ViewerResolver,
      BudgetEditingResolver,
      ProjectEditingResolver,
      IndicatorEditingResolver,
      ApplyChangesResolver,
      RevertResolver,
      SealingResolver,
      DraftResolver,
      PersonResolver,
      ReviewResolver,
      MergingResolver,
      ImportResolver,
      ConflictErrorResolver,
      LiveResolver,
      BudgetChangedResolver,
      DraftChangedResolver,
    ],
    orphanedTypes: [InputErrorType, ConflictErrorType],
    // GraphQL checks the shapes; what the values may be is decided where commands are.
    validate: false,
    // Asked for wherever there are subscriptions; ours read feeds, and nothing is ever published.
    pubSub: { publish: nothingIsPublished, subscribe: nothingIsPublished },
  });
  const { types, ...config } = built.toConfig();
  const schema = new GraphQLSchema({ ...config, types: [...types, ErrorCodeEnum] });
  for (const name of oneOfInputs) {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLInputObjectType)) throw new Error(`there is no input ${name}`);
    type.isOneOf = true;
  }
  resolveOnDemand(schema);
  giveIds(schema);
  resolvePlainFields(schema);
  refuseTornTexts(schema);
  takeEntityIds(schema);
  refuseContradictoryPoints(schema);
  for (const { args } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    for (const input of args) input.description ??= 'What to do, and under which id, why and on what it is done.';
  }
  const query = schema.getQueryType();
  const mutation = schema.getMutationType();
  const live = schema.getSubscriptionType();
  if (query)
    query.description =
      'Questions. Root fields of one operation without `at` share one head; the header `x-min-position` is a `minPosition` for all of them.';
  if (mutation) mutation.description = 'Edits. Each is one save, done whole or not at all, and says where it stands.';
  if (live) live.description = 'What happens, told as it happens, over graphql-ws at the address of the queries.';
  return schema;
}

function nothingIsPublished(): never {
  throw new Error('a subscription without a feed');
}
