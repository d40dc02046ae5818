export type TargetReading =
  | { kind: 'QUANTITATIVE'; comparator: 'GE' | 'LE' | 'GT' | 'LT' | 'EQ' | null; value: string; unit: string | null }
  | { kind: 'QUALITATIVE' };
export function readTarget(_text: string): TargetReading {
  return { kind: 'QUALITATIVE' };
}
