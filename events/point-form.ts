import { validate } from 'uuid';

/** What a text stands for by its form alone where a moment is typed, whatever a seal is called. */
export type PointForm = 'NOW' | 'DRAFT' | 'VERSION' | 'DATE' | 'TIME' | 'POSITION' | 'ID';

/** null: of no such form, so that it may be a name. A date or a time need not be one that there is. */
export function pointFormOf(text: string): PointForm | null {
  if (text === 'now') return 'NOW';
  if (/^draft:./i.test(text)) return 'DRAFT';
  if (readVersion(text) !== null) return 'VERSION';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'DATE';
  if (/^\d{4}-\d{2}-\d{2}[Tt ]/.test(text)) return 'TIME';
  if (/^\d+$/.test(text)) return 'POSITION';
  return validate(text) ? 'ID' : null;
}

/** Written without zeros before it: `000000003` is no version but a position that was cut short. */
const versionForm = /^v?(0|[1-9]\d{0,8})$/i;

/** A version as it is typed, `3` or `v3`; null: it is none. */
export function readVersion(text: string): number | null {
  const [, version] = versionForm.exec(text) ?? [];
  return version === undefined ? null : Number(version);
}
