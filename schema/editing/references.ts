import { Refusal } from '../../events/refusal.js';
import { checkAll } from '../../events/refusals.js';

const prefix = 'ref:';
const idMembers = ['fundUserId', 'projectId', 'indicatorId', 'after'] as const;

/** Rows that earlier changes of one call add, by the names that the call gave them. */
export class References {
  private readonly ids = new Map<string, string>();

  /** @throws Refusal INVALID_INPUT if the name is taken in this call */
  name(ref: string, id: string): void {
    if (this.ids.has(ref)) {
      throw new Refusal(
        'INVALID_INPUT',
        `ref“${ref}”在同一次提交中出现了两次；请使用不同的名称。`,
        `The ref "${ref}" is given twice in one call; use different names.`,
        { path: ['ref'] },
      );
    }
    this.ids.set(ref, id);
  }

  /** The change with `ref:<name>` replaced by ids. @throws Refusal INVALID_INPUT for a name not given before */
  resolve<Change extends object>(change: Change): Change {
    const resolved = { ...change } as Record<string, unknown>;
    return checkAll((part) => {
      for (const member of idMembers) {
        const given = resolved[member];
        if (typeof given !== 'string' || !given.startsWith(prefix)) continue;
        part(() => {
          resolved[member] = this.idOf(given, member);
        });
      }
      return () => resolved as Change;
    });
  }

  private idOf(given: string, member: string): string {
    const id = this.ids.get(given.slice(prefix.length));
    if (id !== undefined) return id;
    throw new Refusal(
      'INVALID_INPUT',
      `“${given}”指向的行不在本次提交的前面部分；请先用 ref 命名新增的行。`,
      `"${given}" names no row that an earlier change of this call adds; give that change the ref first.`,
      { path: [member] },
    );
  }
}
