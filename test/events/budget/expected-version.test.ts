import { describe, it } from '@jest/globals';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import { openDraft } from '../../../events/draft/draft.decide.js';
import { fact, opened, openBudget } from '../../support/given-when-then/budget-builders.js';
import { given, outcomeOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { draftOpened, opening, sealedForGood, sealWithdrawn } from '../../support/given-when-then/drafts.js';
import { stampOf } from '../../support/random/edits.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';
import {
  annotating,
  controlNumber,
  lifting,
  sealed,
  sealing,
  withdrawing,
} from '../../support/given-when-then/sealing.js';

const stale = (entityId: string) => ({ argument: ['expectedVersion'], entityId });
const noLimits = { total: null, fiscalAppropriation: null, specialAccount: null, other: null };
const seenAt = (expectedVersion: number | null) => ({ expectedVersion });

/** Version 2 seals, version 3 issues a control number, version 4 renames the budget. */
const before = [
  opened(),
  sealed('old'),
  controlNumber({ total: '100' }),
  fact('BudgetRenamed', { name: '区卫生局' }),
] as const;

describe('a seal', () => {
  const another = (expectedVersion: number | null) => sealing('new', { name: '稿', ...seenAt(expectedVersion) });

  it('rests on the seals and the control number, so one that was made later refuses it', () => {
    given(...before)
      .when(another(1))
      .thenRefused('STALE_CONTENT', stale('budget-1'));
    given(...before)
      .when(another(2))
      .thenRefused('STALE_CONTENT', stale('budget-1'));
    given(...before.slice(0, 2))
      .when(another(1))
      .thenRefused('STALE_CONTENT', stale('old'));
    given(...before, fact('SealWithdrawn', { sealId: 'old' }))
      .when(another(4))
      .thenRefused('STALE_CONTENT', stale('old'));
  });

  it('is made where only cells have changed, which its hash is for, or nothing is said', () => {
    for (const version of [3, 4, null]) {
      given(...before)
        .when(another(version))
        .then(sealed('new', { name: '稿', withoutControlNumber: null }));
    }
  });

  it('is withdrawn unless a seal was made or withdrawn since', () => {
    const saves = [...before, sealed('later')];
    given(...saves)
      .when(withdrawing('old', seenAt(4)))
      .thenRefused('STALE_CONTENT', stale('later'));
    given(...before)
      .when(withdrawing('old', seenAt(2)))
      .then(fact('SealWithdrawn', { sealId: 'old' }));
    given(...before)
      .when(withdrawing('old', seenAt(1)))
      .thenRefused('STALE_CONTENT', stale('old'));
  });
});

describe('a control number', () => {
  it('is lifted unless another was issued since, and the one in force is shown', () => {
    given(...before)
      .when(lifting(seenAt(2)))
      .thenRefused('CONFLICT', {
        entityId: 'budget-1',
        conflict: { ...stampOf(3), current: { ...noLimits, total: '100' } },
      });
    given(...before)
      .when(lifting(seenAt(3)))
      .then(fact('ControlNumberWithdrawn', {}));
  });
});

describe('a correction', () => {
  const said = {
    reason: '旧',
    basisDocument: null,
    stamp: { version: 4, actorId: 'someone', recordedAt: '2024-03-01T00:00:00.000Z' },
  };

  it('rests on what was said of the save before', () => {
    const command = { ...annotating(1, '新', null, said), ...seenAt(3) };
    given(...before)
      .when(command)
      .thenRefused('STALE_CONTENT', stale('budget-1'));
    given(...before)
      .when({ ...command, ...seenAt(4) })
      .then(fact('SaveAnnotated', { version: 1, reason: '新' }));
  });

  it('that says what is said already changes nothing, whatever was looked at', () => {
    given(...before)
      .when({ ...annotating(1, '旧', null, said), ...seenAt(1) })
      .thenNothing();
  });

  it('of a save of which nothing was said rests on nothing else', () => {
    given(...before)
      .when({ ...annotating(1, '新', null), ...seenAt(1) })
      .then(fact('SaveAnnotated', { version: 1, reason: '新' }));
  });
});

describe('a draft', () => {
  const open = (content: Parameters<typeof opening>[0], ...later: Parameters<typeof given>) => {
    const state = stateAfter(...hospitalBudget, ...later) as OpenBudgetState;
    return outcomeOf(() => [openDraft(opening(content), state, usualRules)], state);
  };
  const renamed = fact('BudgetRenamed', { name: '区卫生局' });

  it('is opened on the table that was looked at, or on a version that is named', () => {
    open(seenAt(3)).then(draftOpened());
    open(seenAt(3), renamed).thenRefused('STALE_CONTENT', stale('budget-1'));
    open({ ...seenAt(3), isVersionNamed: true }, renamed).then(draftOpened());
    open(seenAt(3), sealed('old')).then(draftOpened());
  });

  it('is opened only if 二下 is sealed, or not, as it was looked at', () => {
    open({ ...seenAt(3), isVersionNamed: true }, ...sealedForGood).thenRefused('STALE_CONTENT', stale('SECOND_DOWN'));
    open({ ...seenAt(7), isVersionNamed: true }, ...sealedForGood, sealWithdrawn).thenRefused(
      'STALE_CONTENT',
      stale('SECOND_DOWN'),
    );
  });

  it('is not opened on a version that is still to come, or is none', () => {
    open(seenAt(4)).thenRefused('VERSION_AHEAD', stale('budget-1'));
    open(seenAt(-1)).thenRefused('INVALID_INPUT', { argument: ['expectedVersion'] });
  });
});

describe('a new budget', () => {
  const contentHash = 'a'.repeat(64);
  const openedFrom = { budgetId: 'earlier', version: 7, contentHash };

  it('rests on the earlier table', () => {
    const command = { ...openBudget(), openedFrom, ...seenAt(5) };
    given()
      .when({ ...command, seenHash: contentHash })
      .then(opened({ openedFrom }));
    given()
      .when({ ...command, seenHash: 'b'.repeat(64) })
      .thenRefused('STALE_CONTENT', stale('earlier'));
    given()
      .when({ ...command, seenHash: null })
      .thenRefused('VERSION_AHEAD', stale('earlier'));
  });

  it('without one has no version that anybody could have looked at', () => {
    given()
      .when({ ...openBudget(), ...seenAt(1) })
      .thenRefused('INVALID_INPUT', { argument: ['expectedVersion'] });
  });
});
