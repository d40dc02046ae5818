import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plainHttp } from '../support/clients/plain-http.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { asPattern, documentedRequests } from '../support/stories/documented-requests.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger(undefined, { ALLOWED_ORIGINS: 'https://budget.example' });
});
afterAll(cleanUp);

describe('docs/http.md', () => {
  it('prints what each of its requests is answered, in their order', async () => {
    const documented = documentedRequests('docs/http.md');
    expect(documented.length).toBeGreaterThanOrEqual(25);
    for (const { line, path, request, status, headers, body } of documented) {
      const answer = await plainHttp(ledger.url + path, request);
      expect([line, answer.status]).toEqual([line, status]);
      for (const [name, value] of Object.entries(headers)) {
        expect([line, name, answer.headers[name]]).toEqual([line, name, expect.stringMatching(asPattern(value))]);
      }
      if (body !== null) expect(answer.text.trim()).toMatch(asPattern(body));
    }
  });

  it('has every address that is served', () => {
    const addresses = documentedRequests('docs/http.md').map(({ path }) => path.split('?')[0]);
    expect(addresses).toEqual(expect.arrayContaining(['/graphql', '/graphiql', '/healthz', '/readyz', '/metrics']));
  });
});
