import { describe, expect, it } from '@jest/globals';
import { checkRole, roleNames } from '../../../events/budget/roles.js';
import { anyone } from '../../support/given-when-then/budget-builders.js';
import { refusalOf } from '../../support/given-when-then/decider-spec.js';

describe('roles', () => {
  it('are called by their names in a Chinese sentence, by their codes in an English one', () => {
    const { message, messageEn } = refusalOf(() => {
      checkRole({ ...anyone, role: 'editor' }, 'REVIEW_DRAFT', { unitKey: '卫生局', name: '卫生局' });
    });

    expect(message).toBe('编辑人员不能审核草案；请由审核人员、财政人员或管理员办理。');
    expect(messageEn).toContain('"editor"');
    for (const code of Object.keys(roleNames)) expect(message).not.toContain(code);
  });
});
