/** Every place of the contract that takes an id, given one that it does not take. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLArgument, GraphQLInputType } from 'graphql';
import { getNamedType, GraphQLID, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { buildContract } from '../../schema/build.js';
import type { ClassifiedMutation } from '../../schema/who-may/who-may.js';
import { actsOfMutations } from '../../schema/who-may/who-may.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { rightInputs } from '../support/stories/right-inputs.js';
import type { Season } from '../support/stories/season.js';
import { grounds, seasonAt } from '../support/stories/season.js';

const schema = buildContract();
/** Ids of persons and of commands are no ids of this ledger. */
const ofNobody = ['commandId', 'approvedBy', 'actorIds', 'editorIds', 'personIds', 'personId'];
/** Where a row of any kind, or anything at all, may be meant. */
const anyKind = ['entityId', 'entityIds', 'row', 'table', 'from', 'lineage'];
const madeUp = '0190a0b0-0000-7000-8000-00000000dead';

type Path = readonly string[];
type Wrong = 'of another kind' | 'of another point' | 'cut' | 'made up';
const faults: Wrong[] = ['of another kind', 'of another point', 'cut', 'made up'];

let ledger: RunningLedger;
let season: Season;
let atPoint: string;
beforeAll(async () => {
  ledger = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
  season = await seasonAt(ledger, 'BEFORE_FIRST_UP');
  atPoint = (await ledger.data(`{ project(id: "${season.idOf('project')}", at: { version: 2 }) { id } }`)).project.id;
});
afterAll(cleanUp);

/** The places of ids below an argument, one member of each input, and of lists the first. */
function idsBelow(name: string, type: GraphQLInputType, seen: Path = []): Path[] {
  const named = getNamedType(type);
  const path = isListType(isNonNullType(type) ? type.ofType : type) ? [name, '0'] : [name];
  if (named === GraphQLID) return ofNobody.includes(name) ? [] : [path];
  if (!isInputObjectType(named) || seen.includes(named.name)) return [];
  const below = Object.values(named.getFields());
  return below.flatMap((each) =>
    idsBelow(each.name, each.type, [...seen, named.name]).map((inner) => [...path, ...inner]),
  );
}

function idFor(wrong: Wrong, path: Path): string {
  const isOfBudget = path.some((part) => part.startsWith('budgetId')) || path.join('.') === 'budget.id';
  switch (wrong) {
    case 'of another kind':
      return isOfBudget ? season.idOf('project') : season.budgetId;
    case 'of another point':
      return atPoint;
    case 'cut':
      return season.budgetId.slice(1);
    case 'made up':
      return path.at(-1) === 'change' ? `${madeUp}:0` : madeUp;
  }
}

/** The same with a value at a place, which is made where it is not there. */
function withValue(of: unknown, [first, ...rest]: Path, value: string): unknown {
  if (first === undefined) return value;
  if (first === '0') return [withValue((of as unknown[] | undefined)?.[0], rest, value)];
  const given = (of ?? {}) as Record<string, unknown>;
  return { ...given, [first]: withValue(given[first], rest, value) };
}

describe('a command', () => {
  const mutations = Object.keys(actsOfMutations) as ClassifiedMutation[];
  const places = mutations.flatMap((name) => {
    const [input] = schema.getMutationType()?.getFields()[name]?.args ?? [];
    const paths = input === undefined ? [] : idsBelow('input', input.type);
    return paths.map((path) => [name, path.slice(1).join('.')] as const);
  });
  // One change stands for all that take its members, and a season has no answers to give.
  const asked = places.filter(
    ([, path]) => !/^changes\.0\.(?!reviseGoal|addIndicator)|^resolutions|^mapping|^remarks/.test(path),
  );

  it.each(asked)('%s is refused for an id that %s does not take, and nothing is stored', async (mutation, place) => {
    const path = place.split('.');
    for (const wrong of faults) {
      if (wrong === 'of another kind' && takesAny(path)) continue;
      // A new table is opened from no draft at all.
      if (wrong !== 'cut' && wrong !== 'of another point' && path.join('.') === 'from.at.draft.id') continue;
      const right = { ...grounds, ...(await input(mutation, path)), dryRun: true };
      const given = withValue(onlyMember(right, path), path, idFor(wrong, [mutation, ...path]));
      const before = await head();
      const { userErrors } = await season.ask({ id: 'reviewer-1', role: 'admin' }, mutation, given as object);
      const [{ code, argument } = { code: '', argument: [] }] = userErrors;
      expect([wrong, code, argument]).toEqual([
        wrong,
        wrong === 'made up' ? 'NOT_FOUND' : 'INVALID_ID',
        ['input', ...path],
      ]);
      expect(await head()).toBe(before);
    }
  });

  const whole: Record<string, object> = { save: { version: 2 }, row: { toVersion: 2 }, table: { toVersion: 2 } };

  async function input(mutation: ClassifiedMutation, path: Path): Promise<object> {
    const right = await rightInputs[mutation].input(season, 'BEFORE_FIRST_UP', 'reviewer-1');
    const [, , member] = path;
    const { changes: _own, ...rest } = right as { changes?: unknown };
    if (path[0] !== 'changes' || member === undefined) return right;
    const edit = await rightInputs[member as ClassifiedMutation].input(season, 'BEFORE_FIRST_UP', 'reviewer-1');
    return { ...rest, changes: [{ [member]: edit }] };
  }

  /** Of an input of which only one member is given, that one. */
  function onlyMember(right: object, path: Path): object {
    if (path[0] === 'from') return { ...right, from: { budgetId: season.budgetId } };
    if (path[0] === 'what')
      return { ...right, what: path[2] === undefined ? {} : { [path[1] ?? '']: whole[path[1] ?? ''] } };
    if (path[0] === 'place') return { ...right, place: {} };
    const [change] = (right as { changes?: Record<string, object>[] }).changes ?? [];
    if (change === undefined || path[3] !== 'place') return right;
    const [member = '', fields] = Object.entries(change)[0] ?? [];
    return { ...right, changes: [{ [member]: { ...fields, place: {} } }] };
  }
});

describe('a question', () => {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ name }) => !['node', 'nodes'].includes(name),
  );
  const places = fields.flatMap(({ name, args }) =>
    args.flatMap((each) => idsBelow(each.name, each.type)).map((path) => [name, path.join('.')] as const),
  );

  it.each(places)('%s is refused for an id that %s does not take', async (name, place) => {
    const path = place.split('.');
    const field = fields.find((each) => each.name === name);
    for (const wrong of faults) {
      // What is not there is answered with nothing where one row, or a list of them, is asked for.
      if (wrong === 'made up') continue;
      if (wrong === 'of another kind' && (takesAny(path) || name === 'entity' || isOfOne(name, path))) continue;
      const right = Object.fromEntries((field?.args ?? []).flatMap((each) => needed(each)));
      const args = withValue(right, path, idFor(wrong, [name, ...path])) as object;
      const { errors } = await ledger.query(...questionOf(name, field?.args ?? [], args));
      const [{ extensions } = { extensions: {} }] = errors ?? [];
      expect([wrong, extensions]).toMatchObject([wrong, { code: 'INVALID_ID', argument: path }]);
    }
  });

  function needed({ name, type }: GraphQLArgument): [string, unknown][] {
    if (name === 'unit') return [[name, season.unit]];
    if (name === 'fiscalYear') return [[name, 2024]];
    if (name === 'from' || name === 'to') return [[name, { budgetId: season.budgetId }]];
    if (name === 'budgetId') return [[name, season.budgetId]];
    if (name === 'id') return [[name, season.budgetId]];
    const named = getNamedType(type);
    if (isNonNullType(type) && isEnumType(named)) return [[name, named.getValues()[0]?.name]];
    if (isNonNullType(type)) throw new Error(`what is right for ${name}?`);
    return [];
  }

  function questionOf(name: string, args: readonly GraphQLArgument[], given: object): [string, object] {
    const used = args.filter((each) => each.name in given);
    const variables = used.map((each) => `$${each.name}: ${String(each.type)}`).join(', ');
    const passed = used.map((each) => `${each.name}: $${each.name}`).join(', ');
    return [`query(${variables}) { ${name}(${passed}) { __typename } }`, given];
  }
});

function takesAny(path: Path): boolean {
  const names = path.filter((part) => part !== '0');
  return anyKind.includes(names.at(-1) ?? '') || names.slice(-2).join('.') === 'row.id';
}

/** A seal or a draft is no point of a list over many budgets, whatever its id. */
function isOfOne(name: string, [first, member]: Path): boolean {
  const isOverMany = !/^(?:budget|budgetOf|project|indicator|draft|stageMatrix|compare)$/.test(name);
  return isOverMany && first === 'at' && (member === 'sealId' || member === 'draft');
}

async function head(): Promise<string> {
  return (await ledger.data('{ budgets(first: 1) { basis { position } } }')).budgets.basis.position;
}
