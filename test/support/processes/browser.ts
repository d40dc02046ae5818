import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

const programs = ['chromium-headless-shell', 'chromium', 'google-chrome'];

/** A browser of this machine; undefined: there is none. */
const program = programs.find((each) => spawnSync(each, ['--version']).error === undefined);

/** Why nothing can be looked at in a browser; null: it can. */
export const noBrowser = program === undefined ? `none of ${programs.join(', ')} is installed` : null;

export interface Page {
  open(url: string): Promise<void>;
  /** The value of an expression in the page. */
  read<Value>(expression: string): Promise<Value>;
  /** Once the expression is true there. */
  until(expression: string): Promise<void>;
}

export interface Browser {
  page: Page;
  close(): Promise<void>;
}

/** An empty page of a browser that has just been installed, for somebody who reads this language. */
export async function openBrowser(language: string): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'budget-ledger-test-'));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--remote-debugging-port=0',
    `--user-data-dir=${folder}`,
  ];
  // The command is a script on some systems, so the browser is ended as a group.
  const browser = spawn(program ?? '', flags, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const exited = once(browser, 'exit');
  const address = await new Promise<string>((resolve, reject) => {
    void exited.then(() => reject(new Error('the browser ended before it listened')));
    createInterface({ input: browser.stderr }).on('line', (line) => {
      const said = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (said !== undefined) resolve(said);
    });
  });
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const send = protocolOf(socket);
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  const ofPage = (method: string, params: object = {}) => send(method, params, String(sessionId));
  const { userAgent } = await send('Browser.getVersion');
  await ofPage('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: language });

  async function read<Value>(expression: string): Promise<Value> {
    const evaluated = await ofPage('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    const { result, exceptionDetails } = evaluated as { result: { value: Value }; exceptionDetails?: object };
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  return {
    page: {
      open: async (url) => void (await ofPage('Page.navigate', { url })),
      read,
      async until(expression) {
        // A page that is just being left, or has nothing yet, is looked at again.
        while (!(await read<boolean>(`(() => { try { return Boolean(${expression}); } catch { return false; } })()`)));
      },
    },
    async close() {
      socket.terminate();
      if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Send = (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>;

/** Chrome's DevTools protocol: numbered calls and their answers. */
function protocolOf(socket: WebSocket): Send {
  const waiting = new Map<
    number,
    { resolve: (result: Record<string, unknown>) => void; reject: (error: Error) => void }
  >();
  let last = 0;
  socket.on('message', (data: Buffer) => {
    const { id, result, error } = JSON.parse(data.toString()) as {
      id?: number;
      result?: Record<string, unknown>;
      error?: { message: string };
    };
    const call = waiting.get(id ?? 0);
    waiting.delete(id ?? 0);
    if (error === undefined) call?.resolve(result ?? {});
    else call?.reject(new Error(error.message));
  });
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
}
