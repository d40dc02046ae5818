import { asOf } from '../as-of.js';
import type { Figure } from '../support/measure.js';
import { milliseconds } from '../support/measure.js';
import type { Applied, Applying } from './mongo-applying.js';
import { applyOnMongo } from './mongo-applying.js';
import type { MongoServer } from './mongo-server.js';
import { inDatabase, mongoServer } from './mongo-server.js';

const whole: Applying = { units: 10, edits: 1_000, rounds: 5 };
/** Tells how quick the server is: one unit, of a tenth of the edits. */
const small: Applying = { units: 1, edits: 100, rounds: 1 };

/** How long the rounds may take, and how long a history of 100,000 events may take to be filled in. */
const roundsMs = 60_000;
const fillingMs = 300_000;
const longHistory = 100_000;

/** What MongoDB is measured by, where TEST_MONGODB_URL names a server; else it says that it was skipped. */
export async function mongo(): Promise<Figure[]> {
  const server = await mongoServer();
  if (server === null) {
    console.error('skipped: the figures of MongoDB (TEST_MONGODB_URL names no server)');
    return [];
  }
  const size = sizeFor(await applyOnMongo(server.url, small));
  const applied = await applyOnMongo(server.url, size);
  return [applying(applied, size, server), ...(await history(applied, size, server))];
}

/** As many of the small round as fit into the time, at most the whole. */
function sizeFor({ bareMs, oursMs }: Applied): Applying {
  const { rounds } = whole;
  const affordable = Math.floor(roundsMs / ((bareMs + oursMs) * (rounds + 1)));
  const saves = Math.min(whole.units * whole.edits, Math.max(1, affordable) * small.edits);
  const units = Math.max(1, Math.floor(saves / whole.edits));
  return { units, edits: Math.min(whole.edits, saves), rounds };
}

function applying({ documents, bareMs, oursMs }: Applied, { units, edits }: Applying, { what }: MongoServer): Figure {
  const smaller = units * edits < whole.units * whole.edits ? ', as many as it takes in the time of the bench' : '';
  const size = `${documents} documents of ${units * edits} edits${smaller}`;
  return {
    name: 'MongoDB, follow and apply, bulkWrite of the same documents ÷ the projector',
    value: bareMs / oursMs,
    bound: '≥ 0.5',
    detail: `${size}; ${milliseconds(oursMs)} and ${milliseconds(bareMs)}, on ${what}`,
  };
}

async function history({ oursMs }: Applied, { units, edits }: Applying, server: MongoServer): Promise<Figure[]> {
  const filling = (oursMs / (units * edits)) * longHistory;
  const minutes = (ms: number) => `${Math.ceil(ms / 60_000)} minutes`;
  const why = [
    ...(server.isFerret ? ['FerretDB reads a whole collection for it, whatever the indexes'] : []),
    ...(filling > fillingMs
      ? [`to fill in its history would take ${minutes(filling)}, over ${minutes(fillingMs)}`]
      : []),
  ];
  if (why.length > 0) {
    console.error(`skipped: as-of at 100,000 events on MongoDB (${why.join('; ')})`);
    return [];
  }
  return inDatabase(server, 'as_of', (place) => asOf({ name: 'MongoDB, ', environment: { READ_MODEL: place } }));
}
