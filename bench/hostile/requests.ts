import type { GraphQLSchema } from 'graphql';
import type { HostileRequest, KnownIds } from './request.js';
import { fieldsInLists, listsInLists, widePages } from './of-lists.js';
import { documents } from './of-documents.js';
import { dryRuns } from './of-dry-runs.js';
import { eachAliased, wholeTables } from './of-fields.js';
import { filtersAtBounds, ordersOfLists } from './of-filters.js';

/** Made of the contract, so that they grow with every field, list, order and filter of it. */
export function hostileRequests(schema: GraphQLSchema, ids: KnownIds): HostileRequest[] {
  return [
    ...widePages(schema),
    ...listsInLists(schema),
    ...fieldsInLists(schema),
    ...eachAliased(schema, ids),
    ...wholeTables(ids),
    ...ordersOfLists(schema),
    ...filtersAtBounds(schema),
    ...documents(),
    ...dryRuns(ids),
  ];
}
