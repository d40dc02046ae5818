/** One convention for all lists: by one thing, ascending or descending. */
import { contractEnum } from './contract-enum.js';

export const ProjectOrderEnum = contractEnum(
  'ProjectOrder',
  'Order of a list of projects; equal ones by place. _DESC is the very reverse of _ASC.',
  {
    PLACE_ASC: 'Fiscal year (newest first), unit, printed order.',
    PLACE_DESC: 'The same from its end.',
    NAME_ASC: 'By name, code point by code point.',
    NAME_DESC: 'The same from its end.',
    TOTAL_ASC: 'Smallest total first.',
    TOTAL_DESC: 'Largest total first.',
  },
);

export const IndicatorOrderEnum = contractEnum(
  'IndicatorOrder',
  'Order of a list of indicators; equal ones by place. _DESC is the very reverse of _ASC.',
  {
    PLACE_ASC: 'Fiscal year (newest first), unit, printed order.',
    PLACE_DESC: 'The same from its end.',
    NAME_ASC: 'By name, code point by code point.',
    NAME_DESC: 'The same from its end.',
    CLASS_ASC: 'By the code of the level-2 class.',
    CLASS_DESC: 'The same from its end.',
  },
);

export const BudgetOrderEnum = contractEnum(
  'BudgetOrder',
  'Order of a list of budgets; equal ones by place. _DESC is the very reverse of _ASC.',
  {
    PLACE_ASC: 'Fiscal year (newest first), then unit.',
    PLACE_DESC: 'The same from its end: oldest fiscal year first.',
    UNIT_ASC: 'By the key of the unit, each with its newest fiscal year first.',
    UNIT_DESC: 'The same from its end.',
    TOTAL_ASC: 'Smallest total first.',
    TOTAL_DESC: 'Largest total first.',
  },
);

export const ChangeOrderEnum = contractEnum(
  'ChangeOrder',
  'Order of a list of changed cells; those of one event stand in printed order either way.',
  { TIME_ASC: 'Oldest first.', TIME_DESC: 'Newest first.' },
);

export const SaveOrderEnum = contractEnum(
  'SaveOrder',
  'Order of a list of saves. TIME_DESC is the very reverse of TIME_ASC.',
  { TIME_ASC: 'Oldest first.', TIME_DESC: 'Newest first.' },
);

export const DraftOrderEnum = contractEnum(
  'DraftOrder',
  'Order of a list of drafts, by when each was moved last: edited, submitted, decided, promoted. _DESC is the very reverse of _ASC.',
  { TIME_ASC: 'Longest ago first.', TIME_DESC: 'Last moved first.' },
);
