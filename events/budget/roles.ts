import { Refusal } from '../refusal.js';

/** Whoever asks: their role, and the ids that they act under. */
export interface AskedBy {
  role: string;
  actorId: string;
  onBehalfOf: string | null;
}

/** What a role is called in Chinese: a sentence that a person reads names roles by these, never by their codes. */
export const roleNames = {
  viewer: '查看人员',
  editor: '编辑人员',
  reviewer: '审核人员',
  finance: '财政人员',
  auditor: '审计人员',
  admin: '管理员',
} as const;

/** The Chinese name of a role; one that is not known is called as it was given. */
export function roleName(role: string): string {
  return (roleNames as Record<string, string>)[role] ?? role;
}

/** `审核人员、财政人员或管理员` */
export function eitherRole(roles: readonly string[]): string {
  const names = roles.map(roleName);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join('、')}或${last}`;
}

/** Acts that only some roles may do; everybody may do everything else. */
const acts = {
  EDIT_DRAFT: {
    zh: '开立、修改或送审草案',
    en: 'open, edit or submit drafts',
    roles: ['editor', 'reviewer', 'finance', 'admin'],
  },
  REVIEW_DRAFT: { zh: '审核草案', en: 'review drafts', roles: ['reviewer', 'finance', 'admin'] },
  DISCARD_DRAFT: {
    zh: '放弃由他人开立的草案',
    en: 'discard drafts that somebody else opened',
    roles: ['reviewer', 'finance', 'admin'],
  },
  PROMOTE_DRAFT: { zh: '并入草案', en: 'promote drafts', roles: ['reviewer', 'finance', 'admin'] },
  ISSUE_CONTROL_NUMBER: { zh: '下达控制数', en: 'issue a control number', roles: ['finance', 'admin'] },
  SEAL_VERSION: { zh: '定稿', en: 'seal a version', roles: ['reviewer', 'finance', 'admin'] },
  WITHDRAW_SEAL: { zh: '撤销定稿', en: 'withdraw a seal', roles: ['reviewer', 'finance', 'admin'] },
} as const satisfies Record<string, { zh: string; en: string; roles: readonly string[] }>;

/** @throws Refusal FORBIDDEN saying who may */
export function checkRole(role: string, act: keyof typeof acts): void {
  const { zh, en, roles } = acts[act];
  if ((roles as readonly string[]).includes(role)) return;
  throw new Refusal(
    'FORBIDDEN',
    `${roleName(role)}不能${zh}；请由${eitherRole(roles)}办理。`,
    `The role "${role}" may not ${en}; have it done by one of ${roles.join(', ')}.`,
  );
}
