import { openMongoReadModel, openMongoReadModelWriter } from '../../../src/adapters/read-model/mongo/index.js';
import { everyAnswer } from '../../contracts/read-model/every-answer.js';
import { generations } from '../../contracts/read-model/generations.js';
import { mongoPlaceFor, onMongo } from '../../support/engines/mongo-databases.js';

/** FerretDB, which the tests have, reads a collection for almost every question. */
const engine = {
  slow: true,
  openWriter: (directory: string, options?: object) => openMongoReadModelWriter(mongoPlaceFor(directory), options),
  openReader: (directory: string) => openMongoReadModel(mongoPlaceFor(directory)),
};

for (const part of [everyAnswer, generations]) onMongo(part.name, () => part(engine));
