import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { v7 as uuidv7 } from 'uuid';

interface Server {
  url: string;
  /** For the notes of a figure. */
  what: string;
  stop(): Promise<void>;
}

/** That of TEST_KURRENTDB_URL, or the one that the tests have, in a process of its own. */
export async function kurrentServer(): Promise<Server> {
  const given = process.env['TEST_KURRENTDB_URL'];
  if (given !== undefined) return { url: given, what: 'the server of TEST_KURRENTDB_URL', stop: async () => undefined };
  const server = spawn(process.execPath, ['dist/test/support/processes/kurrent-server.process.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(server.stdout, 'data')) as [Buffer];
  return {
    url: String(said).trim(),
    what: 'the test server, whose own speed says nothing',
    async stop() {
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

/** A ledger of its own on the server. */
export function ledgerOn(url: string): string {
  return url.replace(/\/*(\?|$)/, `/bench-${uuidv7()}$1`);
}
