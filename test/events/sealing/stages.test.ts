import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { Stage } from '../../../events/sealing/sealing.events.js';
import { stageNames } from '../../../events/sealing/sealing.events.js';
import { fact, fundUserAdded, indicator, opened, projectAdded } from '../../support/given-when-then/budget-builders.js';
import { given, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { stampOf } from '../../support/random/edits.js';
import { controlNumber, sealed, sealing } from '../../support/given-when-then/sealing.js';

/** The stages so far, each sealed at version 1 in a save of its own. */
const through = (...stages: Stage[]) => stages.map((stage) => sealed(stage, { stage, name: stageNames[stage] }));
const stage = (named: Stage, content = {}) => sealing('new', { stage: named, ...content });

describe('the stages', () => {
  const order: Stage[] = ['FIRST_UP', 'FIRST_DOWN', 'SECOND_UP', 'SECOND_DOWN', 'ADJUSTMENT'];

  it.each(order.map((named, index) => [named, order.slice(0, index)] as const))(
    '%s follows the ones before it, and nothing less',
    (named, before) => {
      given(opened(), ...through(...before))
        .when(stage(named))
        .then(sealed('new', { stage: named, name: stageNames[named] }));
      for (let sealedSoFar = 0; sealedSoFar < before.length; sealedSoFar += 1) {
        given(opened(), ...through(...before.slice(0, sealedSoFar)))
          .when(stage(named))
          .thenRefused('STAGE_OUT_OF_ORDER', { argument: ['stage'], entityId: 'budget-1' });
      }
    },
  );

  it.each(order.slice(0, 4))('have %s once while it is in force, under its own name and under another', (named) => {
    const before = through(...order.slice(0, order.indexOf(named) + 1));
    given(opened(), ...before)
      .when(stage(named, { name: '另一稿' }))
      .thenRefused('STAGE_OUT_OF_ORDER', { argument: ['stage'], entityId: named });
    given(opened(), ...before)
      .when(stage(named))
      .thenRefused('STAGE_OUT_OF_ORDER', { argument: ['stage'], entityId: named });
    given(opened(), ...before, fact('SealWithdrawn', { sealId: named }))
      .when(stage(named))
      .then(sealed('new', { stage: named, name: stageNames[named] }));
  });

  it('are followed by any number of adjustments, each under its own name', () => {
    const before = [opened(), ...through(...order)];
    given(...before)
      .when(stage('ADJUSTMENT'))
      .thenRefused('DUPLICATE_NAME', { argument: ['name'], entityId: 'ADJUSTMENT' });
    given(...before)
      .when(stage('ADJUSTMENT', { name: '年中调整' }))
      .then(sealed('new', { stage: 'ADJUSTMENT', name: '年中调整' }));
  });

  it('never go back to a version before the one of an earlier stage, nor past that of a later one', () => {
    const later = sealed('up', { stage: 'FIRST_UP', name: '一上', version: 2 });
    given(opened(), fundUserAdded('hospital'), later)
      .when(stage('FIRST_DOWN', { version: 1 }))
      .thenRefused('STAGE_OUT_OF_ORDER', { argument: ['version'], entityId: 'up' });
    given(opened(), ...through('FIRST_UP', 'FIRST_DOWN'), fact('SealWithdrawn', { sealId: 'FIRST_UP' }))
      .when(stage('FIRST_UP', { version: 3 }))
      .thenRefused('STAGE_OUT_OF_ORDER', { argument: ['version'], entityId: 'FIRST_DOWN' });
  });
});

describe('sealing 二下', () => {
  const before = through('FIRST_UP', 'FIRST_DOWN', 'SECOND_UP');
  const edits = [
    fundUserAdded('hospital'),
    projectAdded('ward'),
    fact('ProjectGoalRevised', { projectId: 'ward', goal: '新' }),
    fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('beds') }),
    fact('BudgetRenamed', { name: '新名' }),
  ];

  it('at a version behind which the table was changed is refused, and told by whom and the ways on', () => {
    for (let count = 1; count <= edits.length; count += 1) {
      const saves = [opened(), ...edits.slice(0, count)];
      const older = stage('SECOND_DOWN', { version: count });
      given(...saves, ...before)
        .when(older)
        .thenRefused('STAGE_OUT_OF_ORDER', { argument: ['version'], entityId: 'budget-1' });
      const { message, messageEn } = refusalOf(() => decide(older, stateAfter(...saves, ...before)));
      const { actorId } = stampOf(count + 1);
      for (const text of [message, messageEn])
        for (const told of [actorId, String(count + 1), String(count + 4), 'revert']) expect(text).toContain(told);
    }
  });

  it('is possible at one behind which nothing but seals and control numbers came', () => {
    given(opened(), ...edits, ...before, controlNumber({ total: '0' }))
      .when(stage('SECOND_DOWN', { version: edits.length + 1 }))
      .then(sealed('new', { stage: 'SECOND_DOWN', name: '二下', version: edits.length + 1 }));
  });

  it('alone is of the table as it stands', () => {
    given(opened(), ...edits, ...through('FIRST_UP', 'FIRST_DOWN'))
      .when(stage('SECOND_UP', { version: 1 }))
      .then(sealed('new', { stage: 'SECOND_UP', name: '二上', version: 1 }));
  });
});
