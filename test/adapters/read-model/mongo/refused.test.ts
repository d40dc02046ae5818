import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import {
  holdMongoReadModel,
  inspectMongoReadModel,
  openMongoReadModel,
  openMongoReadModelWriter,
} from '../../../../src/adapters/read-model/mongo/index.js';
import { CannotConnect } from '../../../../src/ports/cannot-connect.js';
import { startOldMongoServer } from '../../../support/engines/old-mongo-server.js';

const openings = [openMongoReadModel, openMongoReadModelWriter, inspectMongoReadModel, holdMongoReadModel];

async function refusalsOf(url: string): Promise<CannotConnect[]> {
  const place = { url, database: 'budget_ledger' };
  const found = await Promise.all(openings.map((open) => open(place).catch((error: unknown) => error)));
  for (const error of found) expect(error).toBeInstanceOf(CannotConnect);
  return found as CannotConnect[];
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a read model on MongoDB that cannot be opened', () => {
  it('says where no server answers and what to look at, without the password', async () => {
    const port = await freePort();
    for (const error of await refusalsOf(`mongodb://officer:s3cret@127.0.0.1:${port}/?serverSelectionTimeoutMS=100`)) {
      expect(error.code).toBe('NO_SERVER');
      for (const sentence of [error.message, error.messageEn]) {
        expect(sentence).toContain(`mongodb://127.0.0.1:${port}/budget_ledger`);
        expect(sentence).toContain('READ_MODEL');
      }
      expect(JSON.stringify([error, error.message, error.messageEn, error.stack, error.cause])).not.toContain('s3cret');
    }
  });

  it('says that the server is too old', async () => {
    const server = await startOldMongoServer();
    for (const error of await refusalsOf(server.url)) {
      expect(error.code).toBe('SERVER_TOO_OLD');
      expect(error.message).toContain('6.0');
    }
    await server.stop();
  });

  it('says that an option of the URL is none, without the password', async () => {
    for (const error of await refusalsOf(
      'mongodb://officer:s3cret@127.0.0.1:27017/?readConcernLevel=nonsense&tls=maybe',
    )) {
      expect(error.code).toBe('UNKNOWN_SERVER');
      expect(JSON.stringify([error, error.message, error.messageEn, error.stack, error.cause])).not.toContain('s3cret');
    }
  });
});
