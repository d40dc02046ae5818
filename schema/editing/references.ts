import { Refusal } from '../../events/refusal.js';
import { checkAll } from '../../events/refusals.js';
import type { PlaceInput } from './place.input.js';

const prefix = 'ref:';
const idMembers = ['fundUserId', 'projectId', 'indicatorId'] as const;

/** Where a change may name a row. */
type Naming = Partial<Record<(typeof idMembers)[number], string>> & { place?: PlaceInput | null };

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
        { argument: ['ref'] },
      );
    }
    this.ids.set(ref, id);
  }

  /** The change with `ref:<name>` replaced by ids. @throws Refusal INVALID_INPUT for a name not given before */
  resolve<Change extends object>(change: Change): Change {
    const given = change as Change & Naming;
    return checkAll((part) => {
      const ids = idMembers.map((member) => [member, part(() => this.idOf(given[member], [member]))] as const);
      const after = part(() => this.idOf(given.place?.after, ['place', 'after']));
      return () => {
        const resolved = Object.fromEntries(
          ids.flatMap(([member, id]) => (id() === undefined ? [] : [[member, id()]])),
        );
        const place = after() === undefined ? {} : { place: { after: after() } };
        return { ...change, ...resolved, ...place };
      };
    });
  }

  private idOf(given: string | undefined, argument: string[]): string | undefined {
    if (given?.startsWith(prefix) !== true) return given;
    const id = this.ids.get(given.slice(prefix.length));
    if (id !== undefined) return id;
    throw new Refusal(
      'INVALID_INPUT',
      `“${given}”指向的行不在本次提交的前面部分；请先用 ref 命名新增的行。`,
      `"${given}" names no row that an earlier change of this call adds; give that change the ref first.`,
      { argument },
    );
  }
}
