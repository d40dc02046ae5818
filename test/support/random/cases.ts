/** How many random cases a property is tried on; `npm run test:nightly` tries more. */
export function cases(): number {
  return Number(process.env['CASES'] ?? 300);
}
