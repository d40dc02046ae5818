import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { Refusal } from '../../../events/refusal.js';
import type { ControlNumber, Stage } from '../../../events/sealing/sealing.events.js';
import { stageNames } from '../../../events/sealing/sealing.events.js';
import { opened } from '../../support/given-when-then/budget-builders.js';
import { stateAfter } from '../../support/given-when-then/decider-spec.js';
import { controlNumber, issuing, sealed, sealing, tableHash } from '../../support/given-when-then/sealing.js';
import { cases } from '../../support/random/cases.js';

/** An amount in fen of 万元, and how it is written: with as many digits as it needs, or two. */
const amount = fc
  .record({ hundredths: fc.integer({ min: 0, max: 600 }), short: fc.boolean() })
  .map(({ hundredths, short }) => ({ hundredths, text: written(hundredths, short) }));
const limit = fc.option(amount, { nil: null });
const limits = fc.record({ total: amount, fiscalAppropriation: limit, specialAccount: limit, other: limit });
const totals = fc.record({ fiscalAppropriation: amount, specialAccount: amount, other: amount });

type Amount = { hundredths: number; text: string } | null;
const parts = ['fiscalAppropriation', 'specialAccount', 'other'] as const;
const cells = ['total', ...parts] as const;

function written(hundredths: number, short: boolean): string {
  return short ? String(hundredths / 100) : (hundredths / 100).toFixed(2);
}

function textsOf<Name extends string>(of: Record<Name, Amount>): Record<Name, string | null> {
  const texts = Object.entries<Amount>(of).map(([name, each]) => [name, each?.text ?? null]);
  return Object.fromEntries(texts) as Record<Name, string | null>;
}

/** The events, or the code of the refusal. */
function outcome(attempt: () => BudgetEvent[]): BudgetEvent[] | string {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('whatever the limits', () => {
  it('a control number is issued if no part, nor all of them, are above the total', () => {
    fc.assert(
      fc.property(limits, (given) => {
        const { total } = given;
        const sum = parts.reduce((all, part) => all + (given[part]?.hundredths ?? 0), 0);
        const decided = outcome(() => decide(issuing(textsOf(given)), stateAfter(opened())));
        expect(Array.isArray(decided)).toBe(sum <= total.hundredths);
        if (!Array.isArray(decided)) expect(decided).toBe('INVALID_INPUT');
      }),
      { numRuns: cases() },
    );
  });

  it('二上 is sealed if no sum is above its limit, and 二下 without a reason if none differs', () => {
    fc.assert(
      fc.property(limits, totals, (given, table) => {
        const sums: Record<(typeof cells)[number], number> = {
          total: parts.reduce((all, part) => all + table[part].hundredths, 0),
          fiscalAppropriation: table.fiscalAppropriation.hundredths,
          specialAccount: table.specialAccount.hundredths,
          other: table.other.hundredths,
        };
        const limited = cells.flatMap((cell) => {
          const bound = given[cell];
          return bound === null ? [] : [{ cell, over: sums[cell] - bound.hundredths }];
        });
        const differing = limited.filter(({ over }) => over !== 0).map(({ cell }) => cell);

        expect(sealedUnder(given, table, 'SECOND_UP', null)).toEqual(
          limited.some(({ over }) => over > 0) ? 'ABOVE_CONTROL_NUMBER' : [],
        );
        expect(sealedUnder(given, table, 'SECOND_DOWN', null)).toEqual(differing.length > 0 ? 'INVALID_INPUT' : []);
        expect(sealedUnder(given, table, 'SECOND_DOWN', '批复')).toEqual(differing);
      }),
      { numRuns: cases() },
    );
  });
});

/** The cells that the seal keeps as different, or why there is none. */
function sealedUnder(
  given: Record<keyof ControlNumber, Amount>,
  table: Record<(typeof parts)[number], NonNullable<Amount>>,
  stage: 'SECOND_UP' | 'SECOND_DOWN',
  reason: string | null,
): string[] | string {
  const before: Stage[] = stage === 'SECOND_UP' ? ['FIRST_UP', 'FIRST_DOWN'] : ['FIRST_UP', 'FIRST_DOWN', 'SECOND_UP'];
  const seals = before.map((each) => sealed(each, { stage: each, name: stageNames[each] }));
  const state = stateAfter(opened(), ...seals, controlNumber(textsOf(given)));
  const sums = textsOf(table) as Record<(typeof parts)[number], string>;
  const command = sealing('new', { stage, reason, table: { contentHash: tableHash, totals: sums } });
  const decided = outcome(() => decide(command, state));
  if (typeof decided === 'string') return decided;
  return decided.flatMap((event) =>
    event.type === 'VersionSealed' ? event.data.controlDifference.map(({ cell }) => cell) : [event.type],
  );
}
