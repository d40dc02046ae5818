import type { Services } from '../../services/services.js';
import type { ActorDirectory } from '../ports/actor-directory.js';
import { graphiqlRoutes } from './graphiql.js';
import { graphqlRoute } from './graphql-route.js';
import type { GraphQLEndpoint } from './graphql.js';
import type { Metrics } from './metrics/metrics.js';
import type { ReplyCache } from './reply-cache.js';
import type { Routes } from './route.js';

/** What is served where, beside the state of the process. */
export function routesOf(parts: {
  services: Services;
  directory: ActorDirectory;
  endpoint: GraphQLEndpoint;
  /** null: every query is executed. */
  replies: ReplyCache | null;
  metrics: Metrics;
}): Routes {
  return new Map([['/graphql', graphqlRoute(parts)], ...graphiqlRoutes()]);
}
