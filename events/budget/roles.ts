import { Refusal } from '../refusal.js';

/** Whoever asks: their role, the ids that they act under, and the unit that they are of. */
export interface AskedBy {
  role: string;
  actorId: string;
  onBehalfOf: string | null;
  /** null: they did not say. */
  unit: string | null;
}

/** Whose table something is done in: an editor's unit is compared with both. */
export interface TableUnit {
  unitKey: string;
  /** As it is called now. */
  name: string;
}

/** Whose table is opened. The name proves nothing there: whoever opens a table calls it as they like. */
export function unitToOpen({ unitKey }: { unitKey: string }): TableUnit {
  return { unitKey, name: unitKey };
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

/** For whoever has to give one: `查看人员（viewer）、编辑人员（editor）…`. */
export const rolesToGive = Object.entries(roleNames)
  .map(([role, name]) => `${name}（${role}）`)
  .join('、');

/** `审核人员、财政人员或管理员` */
export function eitherRole(roles: readonly string[]): string {
  const names = roles.map(roleName);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join('、')}或${last}`;
}

const editors = ['editor', 'reviewer', 'finance', 'admin'] as const;

/** Everything that records something is one of these acts, and only these roles may do it. Whoever else may read. */
export const acts = {
  EDIT_TABLE: { zh: '开立或修改预算表', en: 'open or edit a table', roles: editors },
  ANNOTATE_SAVE: { zh: '更正保存的理由或文号', en: 'correct the reason or document of a save', roles: editors },
  EDIT_DRAFT: { zh: '开立、修改或送审草案', en: 'open, edit or submit drafts', roles: editors },
  REVIEW_DRAFT: { zh: '审核草案', en: 'review drafts', roles: ['reviewer', 'finance', 'admin'] },
  DISCARD_DRAFT: {
    zh: '放弃由他人开立的草案',
    en: 'discard drafts that somebody else opened',
    roles: ['reviewer', 'finance', 'admin'],
  },
  PROMOTE_DRAFT: { zh: '并入草案', en: 'promote drafts', roles: ['reviewer', 'finance', 'admin'] },
  ISSUE_CONTROL_NUMBER: { zh: '下达控制数', en: 'issue a control number', roles: ['finance', 'admin'] },
  WITHDRAW_CONTROL_NUMBER: { zh: '撤销控制数', en: 'withdraw a control number', roles: ['finance', 'admin'] },
  SEAL_VERSION: { zh: '定稿', en: 'seal a version', roles: ['reviewer', 'finance', 'admin'] },
  WITHDRAW_SEAL: { zh: '撤销定稿', en: 'withdraw a seal', roles: ['reviewer', 'finance', 'admin'] },
} as const satisfies Record<string, { zh: string; en: string; roles: readonly string[] }>;
export type Act = keyof typeof acts;

/**
 * Whether somebody may do this in a table: everybody whose role may, but editors only in their own unit.
 * @throws Refusal FORBIDDEN saying who may
 */
export function checkRole({ role, unit }: AskedBy, act: Act, of: TableUnit): void {
  const { zh, en, roles } = acts[act];
  if (!(roles as readonly string[]).includes(role)) {
    throw new Refusal(
      'FORBIDDEN',
      `${roleName(role)}不能${zh}；请由${eitherRole(roles)}办理。`,
      `The role "${role}" may not ${en}; have it done by one of ${roles.join(', ')}.`,
    );
  }
  if (role !== 'editor' || unit === of.unitKey || unit === of.name) return;
  const others = roles.filter((each) => each !== 'editor');
  throw unit === null
    ? new Refusal(
        'FORBIDDEN',
        `${roleName(role)}只能办理本单位的预算表，而您没有写明单位；请写明（请求头 x-actor-unit，命令行 --unit），或由${eitherRole(others)}办理。`,
        `An editor acts in tables of their own unit only, and yours is not said; say it (the header x-actor-unit, --unit at the command line), or have it done by one of ${others.join(', ')}.`,
      )
    : new Refusal(
        'FORBIDDEN',
        `${roleName(role)}只能办理本单位的预算表：这是“${of.name}”的表，您的单位是“${unit}”；请由该单位的${roleName(role)}，或由${eitherRole(others)}办理。`,
        `An editor acts in tables of their own unit only: this table is of "${of.name}", and you are of "${unit}"; have it done by an editor of that unit, or by one of ${others.join(', ')}.`,
      );
}
