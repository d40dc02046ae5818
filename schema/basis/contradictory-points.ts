import type { GraphQLSchema } from 'graphql';
import { QueryError } from '../../services/query-error.js';
import type { Basis } from '../../services/services.js';
import type { PointArguments } from './at.input.js';

interface Read {
  basis?: Basis;
  budget?: Read;
  project?: Read;
  to?: Basis;
}

/**
 * Refuses a `minPosition` beside an `at` that lies before it: whoever gives both would be answered from before what they
 * ask for. The header means the operation as a whole, and a past point in it stays what it is.
 */
export function refuseContradictoryPoints(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const names = field.args.map(({ name }) => name);
    const { resolve } = field;
    if (resolve === undefined || !names.includes('at') || !names.includes('minPosition')) continue;
    field.resolve = async (source, args: PointArguments, context, info) => {
      const found: unknown = await resolve(source, args, context, info);
      if (args.at && args.minPosition) checkNotBefore(args.minPosition, found as Read | null);
      return found;
    };
  }
}

function checkNotBefore(minPosition: string, found: Read | null): void {
  const basis = found?.basis ?? found?.to ?? found?.budget?.basis ?? found?.project?.budget?.basis;
  if (basis === undefined || basis.position >= minPosition) return;
  throw new QueryError(
    'INVALID_INPUT',
    `at 所指的时点在位置 ${basis.position}，早于 minPosition ${minPosition}，两者矛盾；查询过去的时点请去掉 minPosition。`,
    `"at" is the point at the position ${basis.position}, before the minPosition ${minPosition}, so they contradict each other; leave out minPosition to read a past point.`,
    ['minPosition'],
  );
}
