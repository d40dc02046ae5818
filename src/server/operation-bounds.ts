import maxAliases from '@escape.tech/graphql-armor-max-aliases';
import maxDepth from '@escape.tech/graphql-armor-max-depth';
import { GraphQLError } from 'graphql';
import type { ValidationContext, ValidationRule } from 'graphql';

const bounds = { depth: 14, aliases: 50, tokens: 5_000 };

/** Options of graphql-js' `parse`: how much of a document is read at all. */
export const boundedParsing = { maxTokens: bounds.tokens };

/** Rules for graphql-js' `validate` on top of those of GraphQL itself. */
export const boundedShape: ValidationRule[] = [
  maxDepth.maxDepthRule({ n: bounds.depth, flattenFragments: true, ...rejection('嵌套层数', 'levels', bounds.depth) }),
  maxAliases.maxAliasesRule({ n: bounds.aliases, ...rejection('别名数', 'aliases', bounds.aliases) }),
];

/** Rejects as validation does, in both languages. */
function rejection(zh: string, en: string, bound: number) {
  const error = new GraphQLError(`查询的${zh}超过上限 ${bound}；请拆成几个查询。`, {
    extensions: { messageEn: `The query has more than ${bound} ${en}; split it into several.` },
  });
  return {
    propagateOnRejection: false,
    onReject: [(context: ValidationContext | null) => void context?.reportError(error)],
  };
}
