import { openMongoReadModel, openMongoReadModelWriter } from '../../../src/adapters/read-model/mongo/index.js';
import { aggregates } from '../../contracts/read-model/aggregates.js';
import { changes } from '../../contracts/read-model/changes.js';
import { lists } from '../../contracts/read-model/lists.js';
import { rows } from '../../contracts/read-model/rows.js';
import { mongoPlaceFor, onMongo } from '../../support/engines/mongo-databases.js';

/** FerretDB, which the tests have, reads a collection for almost every question. */
const engine = {
  slow: true,
  openWriter: (directory: string, options?: object) => openMongoReadModelWriter(mongoPlaceFor(directory), options),
  openReader: (directory: string) => openMongoReadModel(mongoPlaceFor(directory)),
};

for (const part of [rows, lists, aggregates, changes]) onMongo(part.name, () => part(engine));
