import { openMongoActorDirectory } from '../../../src/adapters/actor-directory/mongo/actor-directory.js';
import { readMongoActorNames, takeMongoActorNames } from '../../../src/adapters/actor-directory/mongo/names.js';
import { actorDirectoryContract } from '../../contracts/actor-directory.contract.js';
import { connectTo, documentsIn, onMongo } from '../../support/engines/mongo-databases.js';

onMongo('an actor directory in MongoDB', () => {
  actorDirectoryContract('MongoDB', {
    openDirectory: async (folder) => openMongoActorDirectory(await connectTo(folder)),
    readNames: async (folder) => readMongoActorNames(await connectTo(folder)),
    takeNames: async (folder, names) => takeMongoActorNames(await connectTo(folder), names),
    bytesIn: async (folder) => Buffer.from(await documentsIn(folder)),
  });
});
