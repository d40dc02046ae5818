import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import type { ValueNode } from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';

interface TextScalar {
  name: string;
  description: string;
  /** The canonical text, or null if the input is not of the form. */
  read: (text: string) => string | null;
  /** What is wrong with any other input, and what is expected. */
  zh: string;
  en: string;
}

function textScalar({ name, description, read, zh, en }: TextScalar): GraphQLScalarType<string, string> {
  const parse = (given: unknown, nodes: ValueNode | null = null): string => {
    const value = typeof given === 'string' ? read(given) : null;
    if (value !== null) return value;
    const shown = (JSON.stringify(given) ?? '').slice(0, 60);
    const extensions = { code: 'INVALID_ARGUMENT', messageEn: `${shown}: ${en}` };
    throw new GraphQLError(`${shown}：${zh}`, { nodes, extensions });
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: String,
    parseValue: (given: unknown) => parse(given),
    parseLiteral: (node: ValueNode) => parse(valueFromASTUntyped(node), node),
  });
}

export const PositionScalar = textScalar({
  name: 'Position',
  description:
    'A point of the whole ledger: an opaque string whose plain order is ledger order. Take it from an answer and give it back as it is; `at: {position}` is the permalink of an answer.',
  read: (text) => (/^[0-9A-Za-z_-]{1,100}$/.test(text) ? text : null),
  zh: '不是位置；请使用账本返回过的 position。',
  en: 'is no position; use one that the ledger has returned.',
});

export const DecimalScalar = textScalar({
  name: 'Decimal',
  description:
    'An exact decimal as a string, digits as entered: `"64.70"` stays `"64.70"`. Amounts are in 万元 (10,000 yuan); targets and their deltas in the unit beside them.',
  read: (text) => text,
  zh: '不是小数；请以字符串给出，如 "64.70"。',
  en: 'is no decimal; give a string such as "64.70".',
});

const instant = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

export const DateTimeScalar = textScalar({
  name: 'DateTime',
  description:
    'A point in time, RFC 3339 with its offset: `2024-03-01T09:30:00+08:00`. Without an offset it is refused, never guessed. Answers are in UTC with milliseconds.',
  read: (text) => (instant.test(text) && isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)) ? text : null),
  zh: '不是带时区的时间；请写成 2024-03-01T09:30:00+08:00。',
  en: 'is no time with an offset; write 2024-03-01T09:30:00+08:00.',
});

export const DateScalar = textScalar({
  name: 'Date',
  description: 'A calendar date, `2024-03-01`. As a point in time it means the end of that day in Asia/Shanghai.',
  read: (text) => (isDate(text) ? text : null),
  zh: '不是日期；请写成 2024-03-01。',
  en: 'is no date; write 2024-03-01.',
});

export const JsonScalar: GraphQLScalarType = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: 'JSON',
  description: 'Any JSON value.',
  specifiedByURL: null,
});

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
