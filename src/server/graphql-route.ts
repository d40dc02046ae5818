import type { Context } from '../../schema/context.js';
import type { Services } from '../../schema/services.js';
import type { ActorDirectory } from '../ports/actor-directory.js';
import type { GraphQLEndpoint } from './graphql.js';
import { identityOf } from './identity.js';
import type { Route } from './route.js';

/** Who asks is read from the headers, then GraphQL answers; a name that they bring goes to the directory. */
export function graphqlRoute({
  services,
  directory,
  endpoint,
}: {
  services: Services;
  directory: ActorDirectory;
  endpoint: GraphQLEndpoint;
}): Route {
  return async ({ request, response, requestId, commandIds }) => {
    const { actor, name } = identityOf(request.headers);
    if (name !== null) directory.remember(actor.id, name);
    const context: Context = { services, caller: { actor, requestId }, commandIds };
    const { status, headers, body } = await endpoint.answer(request, context);
    for (const [header, value] of headers) response.setHeader(header, value);
    response.statusCode = status ?? 200;
    if (body.kind === 'complete') return void response.end(body.string);
    for await (const chunk of body.asyncIterator) response.write(chunk);
    response.end();
  };
}
