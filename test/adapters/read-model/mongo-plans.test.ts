import { describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { MongoClient } from 'mongodb';
import type { Position } from '../../../events/position.js';
import { openMongoReadModel, openMongoReadModelWriter } from '../../../src/adapters/read-model/mongo/index.js';
import type {
  BudgetFilter,
  IndicatorFilter,
  ProjectFilter,
  ReadModel,
  ResolvedChangeFilter,
} from '../../../src/ports/read-model.js';
import { historyFor, openModel } from '../../contracts/read-model/filled-model.js';
import { coverOf } from '../../support/engines/index-cover.js';
import { isFerretDb, mongoPlaceFor, onMongo } from '../../support/engines/mongo-databases.js';
import { startMongoWire } from '../../support/engines/mongo-wire.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { allAnswers, budgetOrders, indicatorOrders, orders } from '../../support/oracles/all-answers.js';

/** FerretDB, which the tests have, reads a collection for almost every question. */
const { saves, positions, ids } = historyFor({ slow: true });
const head = positions.at(-1) as Position;
const middle = saves[20]?.save.lastPosition as Position;
const page = { first: 2, after: null };

/** A question of each kind, with every member of every filter, at the head and before it, and pages behind the first. */
async function askEverything(reader: ReadModel): Promise<void> {
  await allAnswers(reader, ids, [middle]);
  for (const position of [middle, head]) {
    for (const filter of budgetFilters) {
      for (const order of budgetOrders) await reader.budgets(filter, order, position, page);
      await reader.countBudgets(filter, position, 5);
      await reader.budgetTotals(filter, position);
    }
    for (const order of orders) {
      const { rows } = await reader.projects({}, order, position, { ...page, first: 1 });
      await reader.projects({}, order, position, { first: 1, after: rows[0]?.key ?? null });
      for (const filter of projectFilters) await reader.projects(filter, order, position, page);
    }
    for (const filter of projectFilters) {
      await reader.countProjects(filter, position, 5);
      await reader.projectGroups(filter, 'UNIT', position, 5);
    }
    for (const filter of indicatorFilters) {
      for (const order of indicatorOrders) await reader.indicators(filter, order, position, page);
      await reader.countIndicators(filter, position, 5);
      await reader.indicatorGroups(filter, 'LEVEL1', position, 5);
    }
    for (const order of ['NEWEST_FIRST', 'OLDEST_FIRST'] as const) {
      for (const filter of changeFilters) {
        const { rows } = await reader.changes(filter, order, position, { ...page, first: 1 });
        await reader.changes(filter, order, position, { first: 1, after: rows[0]?.key ?? null });
        await reader.countChanges(filter, position, 5);
      }
    }
  }
}

const both = ids.budgets.slice(0, 2);
const budgetFilters: BudgetFilter[] = [
  {},
  { units: ['u'] },
  { fiscalYears: [2024] },
  { units: ['u'], fiscalYears: [2024] },
  { units: ['u', 'v'], fiscalYears: [2024, 2025] },
  { budgetIds: both },
  { taxonomies: ['cn-2020'] },
  { text: '局' },
];
const projectFilters: ProjectFilter[] = [
  { budgetIds: ids.budgets.slice(0, 1) },
  { budgetIds: both },
  { units: ['u'] },
  { fiscalYears: [2024] },
  { fundUserIds: ids.fundUsers.slice(0, 1) },
  { text: '信', textIn: ['NAME'] },
  { text: '信息系统', textIn: ['NAME'] },
  { text: 'it' },
  { fundedBy: ['other'] },
  { total: { min: '1', max: '300' }, funding: { other: { max: '5' } } },
  { status: 'WITHDRAWN' },
];
const indicatorFilters: IndicatorFilter[] = [
  { budgetIds: ids.budgets.slice(0, 1) },
  { budgetIds: both },
  { projectIds: ids.projects.slice(0, 1) },
  { units: ['u'] },
  { fiscalYears: [2024] },
  { level1Codes: ['1'] },
  { level1Codes: ['1', '2'] },
  { level2Codes: ['11'] },
  { level2Codes: ['11', '12'] },
  { text: '信息' },
  { text: '95', textIn: ['ANNUAL_TARGET'], exact: true },
  { hasBlankTarget: true },
  { kinds: ['QUANTITATIVE'] },
  { annualTarget: { min: '1', measure: '人' } },
];
const changeFilters: ResolvedChangeFilter[] = [
  {},
  { behind: saves[10]?.save.lastPosition as Position },
  { budgetIds: ids.budgets.slice(0, 1) },
  { units: ['u'], fiscalYears: [2024] },
  { projectIds: ids.projects.slice(0, 1), kinds: ['MODIFIED'] },
  { entityKinds: ['INDICATOR'], effects: ['CHANGED'], deltaSigns: ['NEGATIVE'] },
  { entityIds: ids.projects.slice(0, 1), paths: ['name'] },
  { kinds: ['ADDED', 'REMOVED'], budgetIds: ids.budgets.slice(0, 1) },
  { kinds: ['ADDED', 'REMOVED'] },
  { actorIds: ['finance'], reason: '算调', basisDocument: '' },
  { editorIds: ['finance'], sources: ['promote'] },
  { text: '信息系统建' },
  { text: '（it', exact: true },
  { drafts: 'INCLUDED' },
  { drafts: { only: ids.drafts[0] ?? '' }, text: '信息' },
];

/** What a command asks of its collection: the filter and the order; null: it asks nothing by a filter. */
function questionIn(command: Document): { collection: string; filter: Document; sort: Document } | null {
  if (typeof command['find'] === 'string') {
    const {
      find: collection,
      filter = {},
      sort = {},
    } = command as { find: string; filter?: Document; sort?: Document };
    return { collection, filter, sort };
  }
  if (typeof command['aggregate'] !== 'string') return null;
  const [first] = command['pipeline'] as Document[];
  return { collection: command['aggregate'], filter: (first?.['$match'] ?? {}) as Document, sort: {} };
}

type Question = NonNullable<ReturnType<typeof questionIn>> & { command: Document };

/** One question of each shape: the same fields, operators and order. */
function shapesOf(commands: readonly Document[]): Question[] {
  const shapes = new Map<string, Question>();
  for (const command of commands) {
    const question = questionIn(command);
    if (question === null) continue;
    const shape = JSON.stringify([question, command['hint']], (_, value: unknown) =>
      typeof value === 'object' ? value : typeof value,
    );
    shapes.set(shape, { ...question, command });
  }
  return [...shapes.values()];
}

/** The stages of a plan, whatever they are nested in. */
function stagesIn(plan: unknown): string[] {
  if (typeof plan !== 'object' || plan === null) return [];
  return Object.entries(plan).flatMap(([name, value]) =>
    name === 'stage' && typeof value === 'string' ? [value] : name === 'rejectedPlans' ? [] : stagesIn(value),
  );
}

onMongo('every question to a read model in MongoDB', () => {
  it('is led by an index, and scans no collection', () =>
    inFolder(async (folder) => {
      const wires: { url: string }[] = [];
      const engine = {
        openWriter: (directory: string) => openMongoReadModelWriter(mongoPlaceFor(directory)),
        async openReader(directory: string) {
          const place = mongoPlaceFor(directory);
          const wire = await startMongoWire(place.url);
          folder.closing({ close: () => wire.stop() });
          wires.push(wire);
          const reader = await openMongoReadModel({ ...place, url: wire.url });
          wire.heard();
          return { ...reader, heard: wire.heard };
        },
      };
      const { directory, reader } = await openModel(engine, folder, saves);
      await askEverything(reader);
      const questions = shapesOf(reader.heard());
      expect(questions.length).toBeGreaterThan(60);
      const { url, database: name } = mongoPlaceFor(directory);
      const client = new MongoClient(url);
      folder.closing(client);
      const database = client.db(name);
      const isFerret = await isFerretDb();
      if (isFerret) {
        process.stderr.write(
          'not shown: the plans that MongoDB makes, for FerretDB explains its own; shown: an index for each question\n',
        );
      }
      for (const { collection, filter, sort, command } of questions) {
        const indexes = (await database.collection(collection).indexes()).map(({ key }) => key);
        const shown = JSON.stringify({ collection, filter, sort });
        const cover = coverOf(indexes, filter, sort);
        // Sorted afterwards is what is read whole, what ended since a position, and a filter's rows in another order.
        const isOfEnded = JSON.stringify(filter).includes('"until":{"$gt"');
        // What one of several terms finds is merged in order by the server, or sorted where there are too many of them.
        const isOfSeveral = JSON.stringify(filter).includes('"terms":{"$in"');
        const isOtherOrder = /row\.(name|level2|budget)|total/.test(JSON.stringify(sort));
        const unsorted = !('limit' in command) || isOfEnded || isOfSeveral || isOtherOrder;
        expect([shown, cover]).toEqual([shown, unsorted ? expect.stringMatching(/in order|afterwards/) : 'in order']);
        if (isFerret) continue;
        const { $db: _database, lsid: _session, ...asked } = command;
        const plan: unknown = await database.command({ explain: asked, verbosity: 'queryPlanner' });
        expect([shown, stagesIn(plan)]).not.toEqual([shown, expect.arrayContaining(['COLLSCAN'])]);
      }
    }));
});

describe('an index', () => {
  const index = { until: 1, placeKey: 1 };

  it('gives what it leads to in its order, forwards or backwards', () => {
    expect(coverOf([index], { until: '~' }, { placeKey: -1 })).toBe('in order');
    expect(coverOf([{ terms: 1, _id: 1 }], { terms: 't', _id: { $gt: '1' } }, { _id: -1 })).toBe('in order');
    expect(coverOf([{ of: 1, until: 1 }], { of: { $in: ['a'] }, until: { $gt: '1' } }, { of: 1, until: 1 })).toBe(
      'in order',
    );
  });

  it('leads by a range of its first field, and no order of another one', () => {
    expect(coverOf([index], { until: { $gt: '1' } }, { placeKey: 1 })).toBe('sorted afterwards');
    expect(coverOf([index], { until: '~' }, { name: 1 })).toBe('sorted afterwards');
  });

  it('leads nowhere where its first field is not asked for', () => {
    expect(coverOf([index], { placeKey: 'a' }, {})).toBe('none');
    expect(coverOf([index], { status: 'a' }, { placeKey: 1 })).toBe('none');
    expect(coverOf([], { until: '~' }, {})).toBe('none');
  });
});
