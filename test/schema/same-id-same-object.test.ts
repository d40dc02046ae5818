import { describe, expect, it } from '@jest/globals';
import { execute, parse } from 'graphql';
import { buildContract } from '../../schema/build.js';
import type { Ledger } from '../../src/compose.js';
import type { WholeObject } from '../support/clients/whole-objects.js';
import { wholeObjects } from '../support/clients/whole-objects.js';
import { request } from '../support/ledgers/ledger.js';
import { cases } from '../support/random/cases.js';
import { reader } from '../support/ledgers/reader.js';
import type { AskingDrafts } from '../support/random/whatever-was-drafted.js';
import { whateverWasDrafted } from '../support/random/whatever-was-drafted.js';

const schema = buildContract();
const { fragments, objectsIn } = wholeObjects(schema);

const table = `fragment Table on Budget {
  ...WholeBudget
  fundUsers { ...WholeFundUser }
  projects(first: 500) { nodes { ...WholeProject fundUser { ...WholeFundUser } indicators { ...WholeIndicator project { ...WholeProject } } } }
  gone: projects(first: 500, filter: { status: WITHDRAWN }) { nodes { ...WholeProject indicators { ...WholeIndicator } } }
  seals { ...WholeSeal }
  drafts { ...WholeDraft budget { ...WholeBudget } }
  versions(first: 500) { nodes { ...WholeVersion } }
  history(first: 5) { nodes { ...WholeChange budget { ...WholeBudget } project { ...WholeProject } draft { ...WholeDraft } event { ...WholeLedgerEvent } } }
}`;
const kinds = ['Budget', 'FundUser', 'Project', 'Indicator', 'Draft', 'Seal', 'Version', 'Change', 'LedgerEvent'];
const anyNode = kinds.map((kind) => `...Whole${kind}`).join(' ');

const tableAt = parse(`query($id: ID!, $at: At) { budget(id: $id, at: $at) { ...Table } }\n${table}\n${fragments}`);
const lists = parse(`query($id: ID!) {
  projects(filter: { budgetIds: [$id] }, first: 500) { nodes { ...WholeProject } }
  indicators(filter: { budgetIds: [$id] }, first: 500) { nodes { ...WholeIndicator } }
  stageMatrix(budgetId: $id, withCurrent: true) { columns { seal { ...WholeSeal } } }
  budget(id: $id) { ...Table }
}\n${table}\n${fragments}`);
const byIds = parse(`query($ids: [ID!]!) { nodes(ids: $ids) { ${anyNode} } }\n${fragments}`);
const byId = parse(`query($id: ID!) { node(id: $id) { ${anyNode} } }\n${fragments}`);

function asking({ services }: Ledger) {
  return async (document: ReturnType<typeof parse>, variableValues: Record<string, unknown>) => {
    const contextValue = { services, caller: { actor: reader.actor, requestId: 'request-1' }, commandIds: [] };
    const { data, errors } = await execute({ schema, document, variableValues, contextValue });
    if (errors?.[0] !== undefined) throw errors[0];
    return data;
  };
}

/** Under each id what was read under it: one text, or the first two that differ. */
class Cache {
  readonly objects = new Map<string, WholeObject>();

  /** @returns how many of the objects had been read before, elsewhere */
  add(answer: unknown): number {
    let again = 0;
    for (const object of objectsIn(answer)) {
      const known = this.objects.get(object.id);
      if (known !== undefined) {
        again += 1;
        // Each is read with the same fields, but for pages and rows below it.
        expect(object).toEqual(known);
      }
      this.objects.set(object.id, object);
    }
    return again;
  }
}

/** Some seals, one of them withdrawn, and a correction: what of a seal and of a save can still change. */
async function sealSome({ ledger, budgetId }: AskingDrafts): Promise<string[]> {
  const { commands } = ledger.services;
  const seal = {
    ...request(),
    budgetId,
    expectedVersion: null,
    stage: null,
    contentHash: null,
    approvedBy: null,
    issuer: null,
    issuedOn: null,
    withoutControlNumber: null,
  };
  const sealIds: string[] = [];
  for (const name of ['前稿', '后稿']) {
    const sealed = await commands.sealVersion({ ...seal, name, version: name === '前稿' ? 1 : null });
    if (sealed.refused) throw sealed.refusals[0] ?? new Error('refused');
    for (const event of sealed.done.events) if (event.type === 'VersionSealed') sealIds.push(event.data.sealId);
  }
  await commands.withdrawSeal({ ...request(), sealId: sealIds[0] ?? '', expectedVersion: null });
  await commands.annotateSave({
    ...request(),
    budgetId,
    expectedVersion: null,
    version: 1,
    correctedReason: '更正',
    correctedBasisDocument: null,
  });
  return sealIds;
}

describe('whatever was recorded, two reads of one id', () => {
  it('have the same in every field, whichever way they came, and node and nodes give it again', () =>
    whateverWasDrafted(
      async (asked) => {
        const { ledger, queries, budgetId, drafts, events, number } = asked;
        const ask = asking(ledger);
        const before = new Cache();
        before.add(await ask(tableAt, { id: budgetId }));
        const sealIds = await sealSome(asked);

        const cache = new Cache();
        let again = cache.add(await ask(lists, { id: budgetId }));
        const some = <T>(of: readonly T[]) => of.slice(number % Math.max(1, of.length)).slice(0, 2);
        const points: object[] = [
          ...some(events).flatMap(({ id, position, recordedAt }) => [
            { event: id },
            { position },
            { time: recordedAt },
          ]),
          { version: 1 },
          { position: (await queries.head(null)).position },
          ...sealIds.map((sealId) => ({ sealId })),
          ...some(drafts).flatMap(({ draftId, version }) => [
            { draft: { id: draftId } },
            { draft: { id: draftId, version } },
          ]),
        ];
        for (const at of points) again += cache.add(await ask(tableAt, { id: budgetId, at }));
        expect(again).toBeGreaterThan(20);

        // What was read at a point before is the same now; what was live may have moved on.
        for (const [id, object] of before.objects) {
          if (id !== object.entityId && !id.includes('~')) expect(cache.objects.get(id) ?? object).toEqual(object);
        }
        const ids = [...cache.objects.keys(), ...[...before.objects.keys()].filter((id) => id.includes('@'))];
        const known = new Map([...before.objects, ...cache.objects]);
        for (let start = 0; start < ids.length; start += 200) {
          const together = ids.slice(start, start + 200);
          const answer = await ask(byIds, { ids: together });
          expect(objectsIn(answer)).toEqual(together.map((id) => known.get(id)));
        }
        for (const id of some(ids)) expect(objectsIn(await ask(byId, { id }))).toEqual([known.get(id)]);
      },
      cases(12, 3),
    ));
});
