import { Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import type { ConflictDetails, Refusal } from '../../events/refusal.js';
import { UserErrorCodeEnum } from '../enums.js';

/** A refusal as the resolvers hand it on; its place begins at the mutation's arguments. */
export type UserErrorView = Pick<Refusal, 'code' | 'message' | 'messageEn'> & {
  argument: string[];
  entityId: string | null;
  conflict: ConflictDetails | null;
};

@InterfaceType('UserError', {
  description: 'Why a command was refused; nothing of it was stored.',
  resolveType: ({ conflict }: UserErrorView) => (conflict === null ? 'InputError' : 'ConflictError'),
})
export abstract class UserErrorType {
  @Field(() => UserErrorCodeEnum, { description: 'Stable.' })
  code!: string;

  @Field(() => String, { description: 'What is wrong and what to do, in Chinese.' })
  message!: string;

  @Field(() => String, { description: 'The same in English.' })
  messageEn!: string;

  @Field(() => [String], { description: 'Where in the arguments, outermost first.' })
  argument!: string[];

  @Field(() => ID, { nullable: true, description: 'The row that it is about.' })
  entityId!: string | null;
}

@ObjectType('InputError', {
  implements: UserErrorType,
  description: 'The command cannot be done as it stands.',
  simpleResolvers: true,
})
export class InputErrorType extends UserErrorType {}

@ObjectType('ConflictError', {
  implements: UserErrorType,
  description:
    'Somebody changed the row after the version that the editor was looking at (`expectedVersion`), or a cell after what is to be reverted.',
  simpleResolvers: true,
})
export class ConflictErrorType extends UserErrorType {}

export function userError({ code, message, messageEn, argument, entityId, conflict }: Refusal): UserErrorView {
  const about = { entityId: entityId === undefined ? null : shorten(entityId), conflict: conflict ?? null };
  return { code, message: shorten(message), messageEn: shorten(messageEn), argument: argument.map(shorten), ...about };
}

/** What was given is shown, but not echoed at any length. */
function shorten(text: string): string {
  return text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text;
}
