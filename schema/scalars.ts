import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import type { ValueNode } from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';
import type { Unreadable } from '../services/instants.js';
import { faultIn, readDate, readInstant } from '../services/instants.js';
import type { ErrorCode } from './error-codes.js';

interface TextScalar {
  name: string;
  description: string;
  /** Where its form is specified; absent: in its description. */
  specifiedByURL?: string;
  /** Why the text is not of the form; null: it is. */
  fault: (text: string) => Unreadable | null;
  /** Of what is not. */
  code?: ErrorCode;
}

function textScalar(about: TextScalar): GraphQLScalarType<string, string> {
  const { name, description, specifiedByURL, fault, code = 'INVALID_INPUT' } = about;
  const parse = (given: unknown, nodes: ValueNode | null = null): string => {
    // What is no string at all is refused as the empty string would be.
    const wrong = fault(typeof given === 'string' ? given : '');
    if (typeof given === 'string' && wrong === null) return given;
    const { zh, en } = wrong ?? noText;
    const shown = (JSON.stringify(given) ?? '').slice(0, 60);
    const extensions = { code, messageEn: `${shown}: ${en}` };
    throw new GraphQLError(`${shown}：${zh}`, { nodes, extensions });
  };
  return new GraphQLScalarType({
    name,
    description,
    specifiedByURL: specifiedByURL ?? null,
    serialize: String,
    parseValue: (given: unknown) => parse(given),
    parseLiteral: (node: ValueNode) => parse(valueFromASTUntyped(node), node),
  });
}

/** Decimals are read by the rules of amounts and targets, which say more of what is wrong; here it is only no text. */
const noText: Unreadable = {
  zh: '不是小数；请以字符串给出，如 "64.70"。',
  en: 'is no decimal; give a string such as "64.70".',
};

const noPosition: Unreadable = {
  zh: '不是位置；本账本给出过的位置只有数字、字母、“_”和“-”，请原样使用账本返回过的 position。',
  en: 'is no position; those that this ledger gave are of digits, letters, "_" and "-". Use one that the ledger has returned, exactly as it is.',
};

/** Whether a text has the form of a position; whether the ledger gave it is asked where it is used. */
export function isPosition(text: string): boolean {
  return /^[0-9A-Za-z_-]{1,100}$/.test(text);
}

export const PositionScalar = textScalar({
  name: 'Position',
  description:
    'A point of the whole ledger: an opaque string whose plain order is ledger order. Take it from an answer and give it back as it is: one that this ledger never gave is refused, wherever it is given. `at: {position}` is the permalink of an answer.',
  fault: (text) => (isPosition(text) ? null : noPosition),
  code: 'UNKNOWN_POSITION',
});

export const DecimalScalar = textScalar({
  name: 'Decimal',
  description:
    'An exact decimal as a string, digits as entered: `"64.70"` stays `"64.70"`. Amounts are in 万元 (10,000 yuan); targets and their deltas in the unit beside them.',
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#decimal',
  fault: () => null,
});

const rfc3339 = 'https://www.rfc-editor.org/rfc/rfc3339';

export const DateTimeScalar = textScalar({
  name: 'DateTime',
  description:
    'A point in time, RFC 3339 with its offset: `2024-03-01T09:30:00+08:00`. Without an offset it is refused, never guessed; so are leap seconds and `24:00:00`. Answers are in UTC with milliseconds.',
  specifiedByURL: rfc3339,
  fault: (text) => faultIn(readInstant(text)),
});

export const DateScalar = textScalar({
  name: 'Date',
  description: 'A calendar date, `2024-03-01`. As a point in time it means the end of that day in Asia/Shanghai.',
  specifiedByURL: rfc3339,
  fault: (text) => faultIn(readDate(text)),
});

export const JsonScalar: GraphQLScalarType = new GraphQLScalarType({
  ...GraphQLJSON.toConfig(),
  name: 'JSON',
  description: 'Any JSON value.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
});
