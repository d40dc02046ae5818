import type fc from 'fast-check';
import { QueryError } from '../../../services/query-error.js';

/** Without those of which members cannot hold together, which are refused. */
export function possible<T>(check: (filter: T) => unknown, filters: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return filters.filter((filter) => {
    try {
      check(filter);
      return true;
    } catch (error) {
      if (error instanceof QueryError) return false;
      throw error;
    }
  });
}
