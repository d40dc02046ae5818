/**
 * A thread in the place of the projector's, which leads and then ends by an error nobody catches, as often as the file that
 * is its data folder has lines left; with none left it goes on until it is told to stop.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const { dataDirectory: file } = workerData as { dataDirectory: string };
const [line, ...left] = readFileSync(file, 'utf8').split('\n').filter(Boolean);
parentPort?.postMessage({ is: 'LEADING' });
parentPort?.once('message', () => parentPort?.close());
if (line !== undefined) {
  writeFileSync(file, left.join('\n'));
  setImmediate(() => {
    throw new Error(line);
  });
}
