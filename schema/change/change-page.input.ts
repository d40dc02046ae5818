import { ArgsType, Field } from 'type-graphql';
import type { ChangesOrder } from '../../services/services.js';
import { PageArguments } from '../connection.type.js';
import { ChangeOrderEnum } from '../orders.js';

/** A page of changed cells. */
@ArgsType()
export class ChangePageArguments extends PageArguments {
  @Field(() => ChangeOrderEnum, {
    nullable: true,
    description:
      'Default: TIME_DESC. A cursor may come from the other order: the page goes on with what stood before it there.',
  })
  orderBy?: ChangesOrder | null;
}

export function changesOrder({ orderBy }: ChangePageArguments): ChangesOrder {
  return orderBy ?? 'TIME_DESC';
}
