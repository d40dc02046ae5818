import { filterValues } from '../../services/filters.js';

/** What the fields of filters have in common. */
export const members = `Members that are given must all hold, of a list one of its values; null or absent: not asked. A list takes 1 to ${filterValues} values.`;

export const looseText =
  'without regard to width (full, half) and case, radicals as the ideographs that they look like; 1 to 500 characters';

export const exactly = 'Whether the texts are to be there to the letter. Default: false.';
