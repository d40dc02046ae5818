import fc from 'fast-check';

const gaps = ['\n', '\r\n', '\n\n', '\n   \n', '\r\n\r\n\r\n', '\n    ', '\n\f\n', '\f'];

/**
 * The same table broken into lines elsewhere: breaks of the text stay or go, and new ones stand anywhere, inside words
 * and numbers too, as blank lines and with or without an indent. Only beside `kept`, a space that belongs to a cell, no
 * line ends, for a space there is lost on paper as well; and the last line ends as lines do.
 */
export function reWrapped(text: string, kept: RegExp): fc.Arbitrary<string> {
  const lines = text.split('\n').map((line) => line.trim());
  const joined = lines.join('');
  let offset = 0;
  const breaks = lines.map((line) => (offset += line.length));
  const spaces = new Set([...joined.matchAll(kept)].flatMap(({ index }) => [index, index + 1]));
  const place = fc.nat({ max: joined.length - 1 });
  return fc
    .record({
      old: fc.oneof(fc.constant([]), fc.constant(breaks), fc.subarray(breaks)),
      fresh: fc.array(place, { maxLength: 300, size: 'max' }),
      gap: fc.array(fc.constantFrom(...gaps), { minLength: 1, maxLength: 20 }),
    })
    .map(({ old, fresh, gap }) => {
      const places = [...new Set([...old, ...fresh])].filter((at) => !spaces.has(at)).sort((a, b) => a - b);
      const ends = [...places, joined.length];
      const pieces = ends.map(
        (end, index) => joined.slice(ends[index - 1] ?? 0, end) + (gap[index % gap.length] ?? ''),
      );
      return `${pieces.join('')}\n`;
    });
}
