import type { AnnotationRow } from '../../../projections/sealing-rows.js';
import type { Annotated, Recorded } from '../../../services/services.js';

type Said = Pick<Recorded, 'reason' | 'basisDocument'>;

/** Why, and on which document's authority. */
export function reasonText({ reason, basisDocument }: Said): string {
  return [reason, basisDocument].filter((part) => part !== null).join(' ');
}

/** The same, and behind it how it was corrected later; null: nothing was said, as nothing was recorded. */
export async function annotatedText(said: Said | null, { annotations }: Partial<Annotated>): Promise<string> {
  if (said === null) return '';
  return [reasonText(said), ...((await annotations?.()) ?? []).map(correctionText)].join('');
}

/** What was recorded, with how its reason and document were corrected later, as JSON gives it. */
export async function annotatedJson<View extends Annotated>(
  view: View,
): Promise<Omit<View, 'annotations'> & { annotations: AnnotationRow[] }> {
  return { ...view, annotations: await view.annotations() };
}

function correctionText({ correctedReason, correctedBasisDocument }: AnnotationRow): string {
  const parts = [
    ...(correctedReason === null ? [] : [`理由${correctedReason === '' ? '应无' : `应为“${correctedReason}”`}`]),
    ...(correctedBasisDocument === null
      ? []
      : [`文号${correctedBasisDocument === '' ? '应无' : `应为“${correctedBasisDocument}”`}`]),
  ];
  return `（更正：${parts.join('，')}）`;
}
