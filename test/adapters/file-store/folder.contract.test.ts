import { join } from 'node:path';
import { openFolderFileStore } from '../../../src/adapters/file-store/folder/file-store.js';
import { fileStoreContract } from '../../contracts/file-store.contract.js';

fileStoreContract('a folder', (directory) => openFolderFileStore(join(directory, 'files')));
