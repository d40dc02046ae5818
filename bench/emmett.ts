import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { openSqliteEventStore } from '../src/adapters/event-store/sqlite/index.js';
import { temporaryDirectory } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';
import { leafHash } from '../events/leaf-hash.js';
import { installPeers } from './support/peers.js';

const appends = 64;
const data = { projectId: uuidv7(), funding: { other: '64.70' }, text: '压减支出。'.repeat(40) };

/** Durable appends beside Emmett on SQLite: the same event, the same build of SQLite, WAL and full sync on both sides. */
export async function emmett(): Promise<Figure[]> {
  installPeers('bench/emmett');
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'events'));
  const store = await openSqliteEventStore(join(directory, 'events'));
  const peer = fork('bench/emmett/appends.js', [
    join(directory, 'emmett.db'),
    'ProjectFundingRevised',
    JSON.stringify(data),
  ]);
  const append = () => {
    const id = uuidv7();
    const about = {
      stream: `budget-${id}`,
      expectedRevision: -1,
      version: 1,
      commandId: id,
      commandHash: 'a'.repeat(64),
    };
    const body = JSON.stringify(data);
    const event = { id, type: 'ProjectFundingRevised', body, leafHash: leafHash(body) };
    return store.append({ ...about, events: [event] });
  };
  try {
    await once(peer, 'message');
    const ms = await measureInTurn(
      {
        async emmett() {
          peer.send(appends);
          await once(peer, 'message');
        },
        async one() {
          for (let time = 0; time < appends; time += 1) await append();
        },
        async many() {
          await Promise.all(Array.from({ length: appends }, append));
        },
      },
      30,
    );
    const each = (total: number) => milliseconds(total / appends);
    return [
      {
        name: '64 appends at once, Emmett on SQLite (one after the other) ÷ the ledger',
        bound: '≥ 5',
        value: ms.emmett / ms.many,
        detail: `${each(ms.many)} each; Emmett ${each(ms.emmett)}`,
      },
      {
        name: 'appends one at a time, Emmett on SQLite ÷ the ledger',
        bound: '≥ 2',
        value: ms.emmett / ms.one,
        detail: `${each(ms.one)} each; Emmett ${each(ms.emmett)}`,
      },
    ];
  } finally {
    peer.kill();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
