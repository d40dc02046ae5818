/** Whatever may be left out may be null: it means the same, and never changes a cell. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLInputType } from 'graphql';
import { isInputObjectType, isNonNullType } from 'graphql';
import { buildContract } from '../../schema/build.js';
import type { ClassifiedMutation } from '../../schema/who-may/who-may.js';
import { actsOfMutations } from '../../schema/who-may/who-may.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { rightInputs } from '../support/stories/right-inputs.js';
import type { Season } from '../support/stories/season.js';
import { grounds, seasonAt } from '../support/stories/season.js';

const schema = buildContract();
const mutations = Object.keys(actsOfMutations) as ClassifiedMutation[];
/** Whose preview is of another kind, and whose is not what it changes. */
const shownOtherwise = ['importTable'];
const who = { id: 'reviewer-1', role: 'admin' };

type Members = Record<string, unknown>;

let ledger: RunningLedger;
let season: Season;
beforeAll(async () => {
  ledger = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
  season = await seasonAt(ledger, 'SECOND_UP');
});
afterAll(cleanUp);

/** Inputs that are the given one with one member more that is null. */
function withNulls(type: GraphQLInputType, given: Members): Members[] {
  if (!isInputObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap(({ name, type: own }) => {
    const inner = isNonNullType(own) ? own.ofType : own;
    const value = given[name];
    if (value === undefined) return isNonNullType(own) || type.isOneOf ? [] : [{ ...given, [name]: null }];
    if (typeof value !== 'object' || Array.isArray(value)) return [];
    return withNulls(inner, value as Members).map((nested) => ({ ...given, [name]: nested }));
  });
}

describe('a command', () => {
  it.each(mutations)('%s is the same with null in each member that it goes without', async (mutation) => {
    const [input] = schema.getMutationType()?.getFields()[mutation]?.args ?? [];
    if (input === undefined || !isNonNullType(input.type)) throw new Error('a mutation takes an input');
    const right = { ...grounds, ...(await rightInputs[mutation].input(season, 'SECOND_UP', who.id)), dryRun: true };
    const all = withNulls(input.type.ofType, right);
    expect(all.length).toBeGreaterThan(1);
    const shown = await show(mutation, right);
    for (const each of all) expect({ each, shown: await show(mutation, each) }).toEqual({ each, shown });
  });

  it('revises the cells that it gives, and none that is null', async () => {
    const indicatorId = season.idOf('indicator');
    const nulls = { level2: null, name: null, cycleTarget: null };
    const { preview } = await season.ask(
      who,
      'reviseIndicator',
      { indicatorId, ...nulls, annualTarget: '≥77', dryRun: true },
      'preview { cells { path } }',
    );
    expect(preview).toEqual([{ cells: [{ path: 'annualTarget' }] }]);
    const funding = { fiscalAppropriation: null, specialAccount: '7', other: null, declaredTotal: null };
    const { preview: revised } = await season.ask(
      who,
      'reviseFunding',
      { projectId: season.idOf('project'), funding, dryRun: true },
      'preview { cells { path } }',
    );
    expect(revised).toEqual([{ cells: [{ path: 'funding.specialAccount' }] }]);
  });

  it('is the same command under its id, whether null or left out', async () => {
    const input = { ...grounds, projectId: season.idOf('project'), goal: '同一命令', commandId: 'null-or-left-out' };
    const first = await season.ask(who, 'reviseGoal', input, 'position');
    const again = await season.ask(who, 'reviseGoal', { ...input, draftId: null, expectedVersion: null }, 'position');
    expect(again).toEqual(first);
  });
});

/** New rows have other ids each time. */
async function show(mutation: ClassifiedMutation, input: object) {
  const preview = shownOtherwise.includes(mutation)
    ? 'preview { counts { added removed } }'
    : 'preview { entityKind entityName kind cells { path before after } }';
  return season.ask(who, mutation, input, `kind version ${preview}`);
}

describe('a question', () => {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const filtered = fields.flatMap(({ name, args }) => {
    const filter = args.find((each) => each.name === 'filter');
    return filter !== undefined &&
      isInputObjectType(filter.type) &&
      name !== 'projectTotals' &&
      name !== 'indicatorCounts'
      ? [[name, filter.type] as const]
      : [];
  });

  it.each(filtered)('%s is the same with null in each member of its filter', async (name, type) => {
    const query = `query($filter: ${type.name}) { ${name}(filter: $filter) { count { value } } }`;
    const { data: whole } = await ledger.query(query, {});
    for (const member of Object.keys(type.getFields())) {
      const { data, errors } = await ledger.query(query, { filter: { [member]: null } });
      expect([member, errors, data]).toEqual([member, undefined, whole]);
    }
  });
});
