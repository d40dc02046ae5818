import type { GraphQLInputType, GraphQLSchema } from 'graphql';
import { getNamedType, GraphQLString, isInputObjectType, isObjectType } from 'graphql';
import { Refusal } from '../events/refusal.js';
import { QueryError } from '../services/query-error.js';
import { refused } from './editing/perform.js';

/** Half of a character, which no store keeps: it would be taken for U+FFFD, and be found by it. */
const half = /\p{Cs}/u;

/** Has every argument of every field refuse a text with half a character in it, wherever in the argument it is. */
export function refuseTornTexts(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const texts = field.args.filter(({ type: own }) => takesTexts(own)).map(({ name }) => name);
      const { resolve, subscribe } = field;
      if (texts.length === 0 || resolve === undefined) continue;
      const isCommand = type === schema.getMutationType();
      field.resolve = (source, args: Record<string, unknown>, context, info) => {
        const torn = texts.flatMap((name) => tornIn(args[name], [name]));
        if (torn.length > 0 && isCommand) return refused(torn.map(refusalOf), (argument) => [...argument]);
        checkNone(torn);
        return resolve(source, args, context, info);
      };
      if (subscribe === undefined) continue;
      field.subscribe = (source, args: Record<string, unknown>, context, info) => {
        checkNone(texts.flatMap((name) => tornIn(args[name], [name])));
        return subscribe(source, args, context, info);
      };
    }
  }
}

function takesTexts(type: GraphQLInputType, within: readonly string[] = []): boolean {
  const named = getNamedType(type);
  if (named === GraphQLString) return true;
  if (!isInputObjectType(named) || within.includes(named.name)) return false;
  return Object.values(named.getFields()).some((member) => takesTexts(member.type, [...within, named.name]));
}

/** The places of texts with half a character. */
function tornIn(given: unknown, argument: readonly string[]): (readonly string[])[] {
  if (typeof given === 'string') return half.test(given) ? [argument] : [];
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([name, value]) => tornIn(value, [...argument, name]));
}

const zh = '文字中有不成对的代理码位（半个字符），无法保存，也查不到；请检查编码后重新输入。';
const en =
  'The text has a lone surrogate, half of a character, which cannot be stored nor found; check the encoding and enter it again.';

function checkNone([first]: readonly (readonly string[])[]): void {
  if (first !== undefined) throw new QueryError('INVALID_INPUT', zh, en, [...first]);
}

function refusalOf(argument: readonly string[]): Refusal {
  return new Refusal('INVALID_INPUT', zh, en, { argument: [...argument] });
}
