import { compareAmounts } from '../../../events/money.js';
import type { FundingSums } from '../../../projections/rows.js';
import { holdsByKey } from '../../../projections/search/search-key.js';
import type { Range, TableFilter } from '../../../services/filters.js';
import type { ProjectContent } from './contents.js';

/** Whether a filter holds for a project of a draft, as the read model's lists understand it; but for the status. */
export function matchesProject({ document, funding }: ProjectContent, filter: TableFilter): boolean {
  const { fundUserIds, text, textIn = ['NAME', 'GOAL'], exact = false, fundedBy, total } = filter;
  const texts = textIn.map((each) => (each === 'NAME' ? document.name : document.goal));
  return (
    (fundUserIds === undefined || fundUserIds.includes(document.fundUserId)) &&
    (text === undefined || texts.some((each) => (exact ? each.includes(text) : holdsByKey(each, text)))) &&
    (fundedBy === undefined || fundedBy.some((source) => document.funding[source] !== null)) &&
    isWithin(funding.total, total) &&
    Object.entries(filter.funding ?? {}).every(([source, range]) =>
      isWithin(funding[source as keyof FundingSums], range),
    )
  );
}

function isWithin(amount: string, { min = null, max = null }: Range = {}): boolean {
  return (min === null || compareAmounts(amount, min) >= 0) && (max === null || compareAmounts(amount, max) <= 0);
}
