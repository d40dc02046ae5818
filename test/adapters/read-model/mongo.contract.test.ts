import { openMongoReadModel, openMongoReadModelWriter } from '../../../src/adapters/read-model/mongo/index.js';
import { contents } from '../../contracts/read-model/contents.js';
import { drafts } from '../../contracts/read-model/drafts.js';
import { points } from '../../contracts/read-model/points.js';
import { progress } from '../../contracts/read-model/progress.js';
import { seals } from '../../contracts/read-model/seals.js';
import { writing } from '../../contracts/read-model/writing.js';
import { mongoPlaceFor, onMongo } from '../../support/engines/mongo-databases.js';

/** FerretDB, which the tests have, reads a collection for almost every question. */
const engine = {
  slow: true,
  openWriter: (directory: string, options?: object) => openMongoReadModelWriter(mongoPlaceFor(directory), options),
  openReader: (directory: string) => openMongoReadModel(mongoPlaceFor(directory)),
};

for (const part of [writing, progress, points, drafts, seals, contents]) onMongo(part.name, () => part(engine));
