/** Every place of the contract that takes texts or lists, given what no row can match or hold. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLInputType } from 'graphql';
import {
  getNamedType,
  getNullableType,
  GraphQLString,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
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
const torn = '经费\ud800';
const who = { id: 'reviewer-1', role: 'admin' };

type Members = Record<string, unknown>;

let ledger: RunningLedger;
let season: Season;
beforeAll(async () => {
  ledger = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
  season = await seasonAt(ledger, 'SECOND_UP');
});
afterAll(cleanUp);

const head = async () => (await ledger.data('{ budgets(first: 1) { basis { position } } }')).budgets.basis.position;

/** Inputs that are the given one with one member more, or one other, from what is given for its type; each with its place. */
function variants(
  type: GraphQLInputType,
  given: Members,
  made: (own: GraphQLInputType) => unknown,
): [string[], Members][] {
  const named = getNullableType(type);
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap(({ name, type: own }): [string[], Members][] => {
    const value = given[name];
    const other = named.isOneOf && value === undefined ? undefined : made(own);
    if (other !== undefined) return [[[name], { ...given, [name]: other }]];
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return variants(own, value as Members, made).map(([path, nested]) => [
      [name, ...path],
      { ...given, [name]: nested },
    ]);
  });
}

const tornText = (type: GraphQLInputType) => {
  if (getNamedType(type) !== GraphQLString) return undefined;
  return isListType(getNullableType(type)) ? [torn] : torn;
};

const tenThousand = (type: GraphQLInputType) => {
  const named = getNamedType(type);
  if (!isListType(getNullableType(type)) || isInputObjectType(named)) return undefined;
  const value = isEnumType(named) ? named.getValues()[0]?.name : named.name === 'Int' ? 2024 : season.budgetId;
  return Array.from({ length: 10_000 }, () => value);
};

/** Longer than any cell, reason or search takes. */
const longText = (type: GraphQLInputType) => {
  const text = tornText(type);
  return typeof text === 'string' ? '长'.repeat(15_001) : undefined;
};

const noValues = (type: GraphQLInputType) => (tenThousand(type) === undefined ? undefined : []);

describe('a command with a lone surrogate in a text', () => {
  it.each(mutations)('is refused with its place: %s', async (mutation) => {
    const [input] = schema.getMutationType()?.getFields()[mutation]?.args ?? [];
    if (input === undefined) throw new Error('a mutation takes an input');
    const right = { ...grounds, ...(await rightInputs[mutation].input(season, 'SECOND_UP', who.id)) };
    const before = await head();
    for (const [path, each] of variants(input.type, right, tornText)) {
      const { userErrors } = await season.ask(who, mutation, each);
      expect(userErrors).toMatchObject([{ code: 'INVALID_INPUT', argument: ['input', ...path] }]);
    }
    expect(await head()).toBe(before);
  });
});

interface Filtered {
  type: GraphQLInputType;
  query: string;
}

/** What is asked to come to a field of the type. */
const around: Readonly<Record<string, [string, string]>> = {
  Query: ['', ''],
  Budget: ['budget(id: $id) {', '}'],
  Comparison: ['compare(from: { budgetId: $id }, to: { budgetId: $id }) {', '}'],
  StageMatrix: ['stageMatrix(budgetId: $id) {', '}'],
};

/** Every filter of the contract, by the field that takes it. */
function filters(): [string, Filtered][] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type === schema.getSubscriptionType()) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }): [string, Filtered][] => {
      const filter = args.find((each) => each.name === 'filter');
      const outer = around[type.name];
      if (filter === undefined || outer === undefined) return [];
      const group = args.find((each) => each.name === 'groupBy');
      const named = group && getNamedType(group.type);
      const groupBy = isEnumType(named) ? `groupBy: ${named.getValues()[0]?.name}, ` : '';
      const [before, behind] = outer;
      const query = `query($filter: ${String(filter.type)}, $id: ID!) { budget(id: $id) { id }
        ${before} ${name}(${groupBy}filter: $filter) { __typename } ${behind} }`;
      return [[`${type.name}.${name}`, { type: filter.type, query }]];
    });
  });
}

/** Hashes and codes have no bound, since only a few are known; a document has that of the body; this seal has its control number. */
const hasNoBound = (path: readonly string[]) =>
  /^(.*Hash|taxonomy|level2|text|withoutControlNumber)$/.test(path.at(-1) ?? '');

describe('a command with a text that is too long', () => {
  it.each(mutations)('is refused as TOO_LARGE with its place: %s', async (mutation) => {
    const [input] = schema.getMutationType()?.getFields()[mutation]?.args ?? [];
    if (input === undefined) throw new Error('a mutation takes an input');
    const right = { ...grounds, ...(await rightInputs[mutation].input(season, 'SECOND_UP', who.id)), dryRun: true };
    const found: unknown[] = [];
    const all = variants(input.type, right, longText).filter(([path]) => !hasNoBound(path));
    for (const [path, each] of all) {
      const { userErrors } = await season.ask(who, mutation, each);
      const own = userErrors.filter(({ argument }) => argument[path.length] === path.at(-1));
      found.push([path, own.map(({ code }) => code)]);
    }
    expect(found).toEqual(all.map(([path]) => [path, ['TOO_LARGE']]));
  });
});

/** Below a budget it is known of which one the rows are, and no value is taken. */
const isSettled = (field: string, [member = '']: readonly string[]) =>
  field.startsWith('Budget.') && ['budgetIds', 'units', 'fiscalYears'].includes(member);

describe('a search by the filter of', () => {
  it.each(filters())(
    '%s is refused for a lone surrogate, no values, and too large a text or list',
    async (name, asked) => {
      const { type, query } = asked;
      for (const [made, code] of [
        [tornText, 'INVALID_INPUT'],
        [noValues, 'INVALID_INPUT'],
        [longText, 'TOO_LARGE'],
        [tenThousand, 'TOO_LARGE'],
      ] as const) {
        const found: unknown[] = [];
        const all = variants(type, {}, made);
        for (const [path, filter] of all) {
          const { errors } = await ledger.query(query, { filter, id: season.budgetId });
          const [{ extensions, message } = { extensions: {}, message: '' }] = errors ?? [];
          found.push([path, extensions['code'], extensions['argument']?.slice(0, 1 + path.length)]);
          if (errors) expect(message).toMatch(/\p{Script=Han}/u);
        }
        expect(found).toEqual(
          all.map(([path]) => [path, isSettled(name, path) ? 'INVALID_INPUT' : code, ['filter', ...path]]),
        );
      }
    },
  );
});

const rows: Readonly<Record<string, () => object>> = {
  ChangeInput: () => ({ reviseGoal: { projectId: season.idOf('project'), goal: '另一目标' } }),
  NewIndicatorInput: () => ({ level2: '11', name: '同名指标', cycleTarget: '1', annualTarget: '1' }),
  Resolution: () => ({ entityId: season.idOf('project'), path: 'goal', choice: 'OURS' }),
  Remark: () => ({ entityId: season.idOf('project'), path: 'goal', opinion: '请核对' }),
  RowMapping: () => ({ from: season.idOf('project'), to: '甲' }),
  RowColumns: () => ({ project: '甲', columns: ['FISCAL_APPROPRIATION'] }),
};

describe('a command with ten thousand values in a list', () => {
  const manyRows = (type: GraphQLInputType) => {
    if (!isListType(getNullableType(type))) return undefined;
    const named = getNamedType(type);
    const value = isEnumType(named) ? named.getValues()[0]?.name : rows[named.name]?.();
    if (value === undefined) throw new Error(`what is one of ${named.name}?`);
    return Array.from({ length: 10_000 }, () => value);
  };

  it.each(mutations)('%s is refused with its place; as many changes are shown', async (mutation) => {
    const [input] = schema.getMutationType()?.getFields()[mutation]?.args ?? [];
    if (input === undefined) throw new Error('a mutation takes an input');
    const right = { ...grounds, ...(await rightInputs[mutation].input(season, 'SECOND_UP', who.id)), dryRun: true };
    for (const [path, each] of variants(input.type, right, manyRows)) {
      const { userErrors } = await season.ask(who, mutation, each);
      expect([path, userErrors.length === 0]).toEqual([path, path.join() === 'changes']);
      expect(userErrors.length).toBeLessThanOrEqual(100);
      for (const { argument } of userErrors) expect(argument.slice(1, 1 + path.length)).toEqual(path);
    }
  });
});

describe('a page', () => {
  const listed = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || around[type.name] === undefined) return [];
    const fields = Object.values(type.getFields()).filter(({ args }) => args.some(({ name }) => name === 'before'));
    return fields.map((field) => [`${type.name}.${field.name}`, type.name, field] as const);
  });

  it.each(listed)('of %s goes one way at a time, in an order that there is', async (_name, outer, field) => {
    const [before, behind] = around[outer] ?? [];
    const query = `query($id: ID!, $first: Int, $last: Int) { budget(id: $id) { id }
      ${before} ${field.name}(first: $first, last: $last) { __typename } ${behind} }`;
    const { errors } = await ledger.query(query, { id: season.budgetId, first: 1, last: 1 });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', argument: ['last'] } }]);
    const order = field.args.find(({ name }) => name === 'orderBy');
    if (order === undefined) return;
    const ordered = `query($id: ID!, $order: ${String(order.type)}) { budget(id: $id) { id }
      ${before} ${field.name}(orderBy: $order) { __typename } ${behind} }`;
    const { errors: unknown } = await ledger.query(ordered, { id: season.budgetId, order: 'SIDEWAYS' });
    expect(unknown).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
    expect(unknown?.[0]?.message).toContain('SIDEWAYS');
  });
});
