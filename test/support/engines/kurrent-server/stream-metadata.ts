/** The first revision of a stream that its last metadata leave readable; null: none, it was deleted. */
export function truncatedBefore(metadata: { data: Uint8Array } | undefined): number | null {
  if (metadata === undefined) return 0;
  const { $tb: before = 0 } = JSON.parse(Buffer.from(metadata.data).toString()) as { $tb?: number };
  return Number.isSafeInteger(before) ? before : null;
}

/** As a server writes it, beyond what a number of JavaScript can hold. */
export const deletedStreamMetadata = Buffer.from('{"$tb":9223372036854775807}');
