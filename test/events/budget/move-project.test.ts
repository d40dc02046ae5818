import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import {
  addProject,
  editing,
  fact,
  fundUserAdded,
  opened,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { given, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { projectsInOrder } from '../../support/oracles/printed-order.js';

/** a, b, c of the hospital; between b and c stands x of the school. */
const before = [
  opened(),
  [fundUserAdded('hospital'), fundUserAdded('school', { place: 'a1' })],
  [
    projectAdded('a'),
    projectAdded('b', { place: 'a1' }),
    projectAdded('x', { fundUserId: 'school', place: 'a2' }),
    projectAdded('c', { place: 'a3' }),
  ],
] as const;
const at = (...argument: string[]) => ({ argument: ['edits', '0', ...argument] });
/** `null`: first, `undefined`: last. */
const move = (projectId: string, after: string | null | undefined): BudgetEdit => {
  return { type: 'MoveProject', projectId, ...(after === undefined ? {} : { after }) };
};

describe('moving a project', () => {
  it.each([
    ['a', 'b', 'bac'],
    ['a', 'c', 'bca'],
    ['b', null, 'bac'],
    ['b', 'c', 'acb'],
    ['c', null, 'cab'],
    ['c', 'a', 'acb'],
    ['a', undefined, 'bca'],
    ['b', undefined, 'acb'],
  ])('puts %s behind %s, changing its place alone', (projectId, after, order) => {
    const events = decide(editing(move(projectId, after)), stateAfter(...before));
    expect(events).toEqual([fact('ProjectMoved', { projectId, place: expect.any(String) as unknown as string })]);
    const state = stateAfter(...before, events) as OpenBudgetState;
    expect(projectsInOrder(state, 'hospital').join('')).toBe(order);
  });

  it.each([
    ['a', null],
    ['b', 'a'],
    ['c', 'b'],
    ['b', 'b'],
    ['x', null],
    ['c', undefined],
    ['x', undefined],
  ])('%s behind %s, where it stands, changes nothing', (projectId, after) => {
    given(...before)
      .when(editing(move(projectId, after)))
      .thenNothing();
  });

  it('passes over a withdrawn neighbour', () => {
    given(...before, fact('ProjectWithdrawn', { projectId: 'b' }))
      .when(editing(move('c', 'a')))
      .thenNothing();
  });

  it('refuses to stand behind a project that is not there, withdrawn, or of another fund user', () => {
    given(...before)
      .when(editing(move('a', 'y')))
      .thenRefused('NOT_FOUND', { ...at('place', 'after'), entityId: 'y' });
    given(...before, fact('ProjectWithdrawn', { projectId: 'b' }))
      .when(editing(move('a', 'b')))
      .thenRefused('WITHDRAWN', { ...at('place', 'after'), entityId: 'b' });
    given(...before)
      .when(editing(move('a', 'x')))
      .thenRefused('INVALID_INPUT', { ...at('place', 'after'), entityId: 'x' });
  });

  it('keeps rows that a merge left on one place together', () => {
    const tied = [...before, fact('ProjectMoved', { projectId: 'b', place: 'a0' })] as const;
    const events = decide(editing(move('c', 'a')), stateAfter(...tied));
    expect(projectsInOrder(stateAfter(...tied, events) as OpenBudgetState, 'hospital').join('')).toBe('abc');
  });
});

describe('adding a project at a place', () => {
  it.each([
    [null, 'nabc'],
    ['a', 'anbc'],
    ['b', 'abnc'],
    ['c', 'abcn'],
  ])('behind %s puts it there', (after, order) => {
    const events = decide(editing(addProject('n', { after })), stateAfter(...before));
    expect(projectsInOrder(stateAfter(...before, events) as OpenBudgetState, 'hospital').join('')).toBe(order);
  });

  it('first of a group that has none puts it at the end of the table', () => {
    given(...before, fundUserAdded('library', { place: 'a2' }))
      .when(editing(addProject('n', { fundUserId: 'library', after: null })))
      .then(projectAdded('n', { fundUserId: 'library', place: 'a4' }));
  });

  it('refuses a place behind a project of another fund user', () => {
    given(...before)
      .when(editing(addProject('n', { after: 'x' })))
      .thenRefused('INVALID_INPUT', { ...at('place', 'after'), entityId: 'x' });
  });
});
