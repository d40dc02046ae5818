import { createHash } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { GraphQLError, parse, specifiedRules, validate } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { CacheFigures } from '../metrics/cache-metrics.js';
import { boundedParsing, boundedShape } from '../operation-bounds.js';
import type { ServerContext } from '../rests.js';
import { shapeRefusal } from './document-shape.js';
import type { parsedDocuments } from './documents.js';

/** A client mends what it is told first; each error more costs a search for what may have been meant. */
const mostErrors = 20;

/** What an error takes beside its message. */
const bytesOfError = 512;

export interface Admission {
  /** What is wrong with a document, under the codes of GraphQL; null: it may be run, and Apollo finds it parsed. */
  refusalsOf(source: string): Promise<readonly GraphQLError[] | null>;
  /** What Apollo finds by the key of a document. */
  documentOf(key: string): Promise<DocumentNode | undefined>;
  figures(): CacheFigures;
}

/**
 * Parses and validates documents once, whether they are valid or not: who sends a wrong one again and again is told the same
 * errors without any of it. Bounded in bytes.
 */
export function admission(
  schema: GraphQLSchema,
  documents: Pick<ReturnType<typeof parsedDocuments>, 'get' | 'has' | 'set'>,
  maxSize = 4 * 1024 * 1024,
): Admission {
  const rejected = new LRUCache<string, readonly GraphQLError[]>({
    maxSize,
    maxEntrySize: maxSize / 4,
    sizeCalculation: (errors) => errors.reduce((sum, { message }) => sum + bytesOfError + 2 * message.length, 0),
  });
  const figures = { hits: 0, misses: 0 };

  return {
    async refusalsOf(source) {
      const hash = createHash('sha256').update(source).digest('hex');
      if (documents.has(hash)) return null;
      const known = rejected.get(hash);
      figures[known === undefined ? 'misses' : 'hits'] += 1;
      if (known !== undefined) return known;
      const read = readDocument(schema, source);
      if ('document' in read) {
        await documents.set(hash, read.document);
        return null;
      }
      rejected.set(hash, read.errors);
      return read.errors;
    },
    documentOf: async (key) => (rejected.has(key.slice(-64)) ? rejectedDocument : documents.get(key)),
    figures: () => ({ ...figures, bytes: rejected.calculatedSize }),
  };
}

/**
 * Refuses what `admission` refuses. Apollo asks for parsed documents before it parses any, so it finds an empty one in the place
 * of one that was rejected, and gets no further: its hooks refuse with one error, and the answer with all of them is put in
 * its place.
 */
export function admits({ refusalsOf }: Admission): ApolloServerPlugin<ServerContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveSource({ source, contextValue: { outcome } }) {
          outcome.rejected = await refusalsOf(source);
        },
        async didResolveOperation({ contextValue: { outcome } }) {
          const [error] = outcome.rejected ?? [];
          if (error !== undefined) throw error;
        },
      };
    },
  };
}

/** What Apollo finds of a document that was rejected. */
const rejectedDocument = parse('{ __typename }');

/** A document as it may be run. What is nested so deep that reading it ends the stack is refused, as all that is too deep. */
export function readDocument(schema: GraphQLSchema, source: string): ReturnType<typeof readShallow> {
  try {
    return readShallow(schema, source);
  } catch (error) {
    if (error instanceof RangeError) return { errors: [withCode(tooDeep(), 'GRAPHQL_PARSE_FAILED')] };
    throw error;
  }
}

function tooDeep(): GraphQLError {
  return new GraphQLError('查询嵌套过深，无法读取；请拆成几个查询。', {
    extensions: { messageEn: 'The query is nested too deep to be read; split it into several.' },
  });
}

/** A document within the bounds of all of them, or what is wrong with it. */
export function readShallow(
  schema: GraphQLSchema,
  source: string,
): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
  let document: DocumentNode;
  try {
    document = parse(source, boundedParsing);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
    throw error;
  }
  const tooMuch = shapeRefusal(document);
  if (tooMuch !== null) return { errors: [withCode(tooMuch, 'GRAPHQL_VALIDATION_FAILED')] };
  const errors = validate(schema, document, [...specifiedRules, ...boundedShape], { maxErrors: mostErrors });
  if (errors.length === 0) return { document };
  return { errors: errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
}

/** Under the code, unless the type of a value gave its own. Keeps the places and the cause of an error, and nothing of the document that it was found in. */
function withCode({ message, locations, extensions, originalError }: GraphQLError, code: string): GraphQLError {
  const error = new GraphQLError(message, {
    originalError: originalError ?? null,
    extensions: { code, ...extensions },
  });
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: true });
}
