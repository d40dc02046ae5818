import type { Services } from '../../services/services.js';
import type { Readiness } from '../app/readiness.js';
import type { ActorDirectory } from '../ports/actor-directory.js';
import { graphiqlRoutes } from './graphiql.js';
import { graphqlRoute } from './graphql-route.js';
import type { GraphQLEndpoint } from './graphql.js';
import { healthz, metricsRoute, readyz } from './health.js';
import type { Metrics } from './metrics/metrics.js';
import type { ReplyCache } from './reply-cache.js';
import type { Routes } from './route.js';

/** What is served where. */
export function routesOf(parts: {
  services: Services;
  directory: ActorDirectory;
  readiness: () => Promise<Readiness>;
  endpoint: GraphQLEndpoint;
  /** null: every query is executed. */
  replies: ReplyCache | null;
  metrics: Metrics;
  stopping: () => boolean;
}): Routes {
  return new Map([
    ['/graphql', graphqlRoute(parts)],
    ...graphiqlRoutes(),
    ['/healthz', healthz],
    ['/metrics', metricsRoute(parts.metrics)],
    ['/readyz', readyz(parts)],
  ]);
}
