/**
 * The healthcheck of the program's containers: ends with 0 if the process should get requests, else with 1 and the
 * reasons. It asks the port that the process itself was given.
 */
import { env } from 'node:process';

const url = `http://127.0.0.1:${env.PORT ?? '4000'}/readyz`;
try {
  const response = await fetch(url, { signal: AbortSignal.timeout(9_000) });
  console.log(await response.text());
  if (!response.ok) process.exitCode = 1;
} catch (error) {
  console.log(`${url} does not answer: ${error.cause?.code ?? error.message}`);
  process.exitCode = 1;
}
