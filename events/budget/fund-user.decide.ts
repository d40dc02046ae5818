import { Refusal } from '../refusal.js';
import { checkAll } from '../refusals.js';
import { checkText } from '../text.js';
import { declaredTotalCells, readAll, readChanged } from './amounts.js';
import type { AddFundUser, FundUserEdit } from './budget.commands.js';
import type { BudgetEvent } from './budget.events.js';
import type { FundUserState, OpenBudgetState } from './budget.state.js';
import { fundUserCells } from './cells.js';
import type { Editing } from './editing.js';
import { findFundUser, checkInForce, checkStands, nameTaken, checkUnchangedSince } from './editing.js';
import { lineageOf } from './budget.state.js';
import { placeAtEnd } from './places.js';

export function decideFundUser(edit: FundUserEdit, editing: Editing): BudgetEvent[] {
  const { now } = editing;
  const { fundUserId } = edit;
  switch (edit.type) {
    case 'AddFundUser':
      return addFundUser(edit, now);

    case 'RenameFundUser': {
      const row = checkStands(findFundUser(now, fundUserId), editing);
      const name = checkText('name', edit.name, ['name']);
      if (name === row.name) return [];
      checkNameFree(now, name, row, ['name']);
      return changeRow(editing, row, { type: 'FundUserRenamed', data: { fundUserId, name } });
    }
    case 'ReviseDeclaredTotals': {
      const row = checkStands(findFundUser(now, fundUserId), editing);
      const declared = readChanged(declaredTotalCells, edit.declared, row.declared, ['declaredTotals']);
      if (Object.keys(declared).length === 0) return [];
      return changeRow(editing, row, { type: 'DeclaredTotalsRevised', data: { fundUserId, declared } });
    }
    case 'WithdrawFundUser': {
      const row = checkInForce(findFundUser(now, fundUserId));
      const held = now.projects.find((project) => project.fundUserId === fundUserId && !project.withdrawn);
      if (held !== undefined) throw fundUserHasProjects(row, held, ['fundUserId']);
      return changeRow(editing, row, { type: 'FundUserWithdrawn', data: { fundUserId } });
    }
    case 'RestoreFundUser': {
      const row = findFundUser(now, fundUserId);
      if (!row.withdrawn) return [];
      checkNameFree(now, row.name, row, ['fundUserId']);
      return changeRow(editing, row, { type: 'FundUserRestored', data: { fundUserId } });
    }
    default: {
      const unknown: never = edit;
      throw new TypeError(`unknown edit ${JSON.stringify(unknown)}`);
    }
  }
}

function addFundUser(edit: AddFundUser, now: OpenBudgetState): BudgetEvent[] {
  return checkAll((part) => {
    const name = part(() => checkNameFree(now, checkText('name', edit.name, ['name']), null, ['name']));
    const declared = part(() => readAll(declaredTotalCells, edit.declared, ['declaredTotals']));
    const last = now.fundUsers.reduce<string | null>(
      (max, { place }) => (max === null || place > max ? place : max),
      null,
    );
    return () => {
      const content = { fundUserId: edit.fundUserId, name: name(), declared: declared(), place: placeAtEnd(last) };
      return [{ type: 'FundUserAdded', data: { ...content, ...lineageOf(edit) } }];
    };
  });
}

export function fundUserHasProjects(row: FundUserState, held: { name: string }, argument: string[]): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    `“${row.name}”下还有项目（如“${held.name}”）；请先撤销这些项目或改列到其他资金使用单位。`,
    `"${row.name}" still has projects (such as "${held.name}"); withdraw them or assign them elsewhere first.`,
    { argument, entityId: row.id },
  );
}

function changeRow(editing: Editing, row: FundUserState, event: BudgetEvent): BudgetEvent[] {
  checkUnchangedSince(editing, row, editing.before.fundUsers.get(row.id)?.stamp, () => fundUserCells(row));
  return [event];
}

function checkNameFree(state: OpenBudgetState, name: string, own: FundUserState | null, argument: string[]): string {
  const holder = state.fundUsers.find((row) => row.name === name && !row.withdrawn && row.id !== own?.id);
  if (holder !== undefined) throw nameTaken('资金使用单位', 'a fund user', name, argument, holder.id);
  return name;
}
