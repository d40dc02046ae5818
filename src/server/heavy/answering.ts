import type { Services } from '../../../services/services.js';
import { readOnce } from '../../app/queries/read-once.js';
import { entityTag } from '../etag.js';
import { graphqlEndpoint } from '../graphql.js';
import type { Outcome } from '../rests.js';
import type { HeavyAnswer, HeavyQuestion } from './question.js';

/** Answers heavy questions as the endpoint itself would, with the same errors; for a thread of its own. */
export async function heavyAnswers({
  services,
  answerBytes,
}: {
  services: Services;
  answerBytes: number;
}): Promise<(question: HeavyQuestion) => Promise<HeavyAnswer>> {
  let faults: HeavyAnswer['faults'] = [];
  const endpoint = await graphqlEndpoint({
    report: (reference, fault) => void faults.push({ reference, fault }),
    readers: null,
    measured: { answerBytes },
  });

  return async ({ query, operationName, variables, accept, caller, minPosition }) => {
    faults = [];
    const outcome: Outcome = { operation: 'invalid', answered: false, rests: null };
    const {
      status = 200,
      headers,
      body,
    } = await endpoint.answer(
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(accept === undefined ? {} : { accept }) },
        search: '',
        text: JSON.stringify({ query, operationName, variables }),
      },
      {
        services: { ...services, queries: readOnce(services.queries) },
        caller,
        commandIds: [],
        outcome,
        minPosition,
        names: null,
      },
    );
    if (body.kind !== 'complete') throw new Error('a heavy answer came in parts');
    const { answered, rests } = outcome;
    const bytes = new TextEncoder().encode(body.string);
    const etag = entityTag(headers.get('content-type') ?? '', bytes);
    return { status, headers: [...headers], bytes, etag, outcome: { answered, rests }, faults };
  };
}
