import { openGridFsFileStore } from '../../../src/adapters/file-store/gridfs/file-store.js';
import { fileStoreContract } from '../../contracts/file-store.contract.js';
import { connectTo, onMongo } from '../../support/engines/mongo-databases.js';

onMongo('a file store in GridFS', () => {
  fileStoreContract('GridFS', async (directory) => openGridFsFileStore(await connectTo(directory)));
});
