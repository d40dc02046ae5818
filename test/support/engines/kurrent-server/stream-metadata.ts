/** The first revision of a stream that its last metadata leave readable; null: none, it was deleted. */
export function firstReadable(metadata: { data: Uint8Array } | undefined, length: number): number | null {
  if (metadata === undefined) return 0;
  const { $tb = 0, $maxCount = length } = JSON.parse(Buffer.from(metadata.data).toString()) as StreamMetadata;
  return Number.isSafeInteger($tb) ? Math.max($tb, length - $maxCount, 0) : null;
}

/** $maxAge is left out: nothing grows old in a test. */
interface StreamMetadata {
  $tb?: number;
  $maxCount?: number;
}

/** As a server writes it, beyond what a number of JavaScript can hold. */
export const deletedStreamMetadata = Buffer.from('{"$tb":9223372036854775807}');
