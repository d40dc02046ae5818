import { acceptedIn } from './accepted.js';
import { RequestError } from './request-error.js';

/** What answers of GraphQL can be sent as. */
const ofAnswers = ['application/json', 'application/graphql-response+json'] as const;

/**
 * A mutation has been executed before it is answered, so whoever would take no answer is refused before.
 * @throws RequestError 406
 */
export function checkAccept(accept: string | undefined): void {
  if (accept === undefined || accept === '' || ofAnswers.some((type) => weightOf(accept, type) > 0)) return;
  throw new RequestError(
    406,
    'NOT_ACCEPTABLE',
    '请求头 accept 不接受本服务的任何格式；请接受 application/json 或 application/graphql-response+json。',
    'The header accept takes neither of the formats that there are; take application/json or application/graphql-response+json.',
  );
}

/** Whether a page would be welcome, more than an answer of GraphQL: what a browser says when an address is opened in it. */
export function prefersPage(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  return ofAnswers.every((type) => weightOf(accept, 'text/html') > weightOf(accept, type));
}

/** As the closest of the members that mean the type says: itself, `application/*`, or any type. */
function weightOf(accept: string, type: string): number {
  const plain = acceptedIn(accept).filter(({ parameters }) => parameters.every((each) => utf8.test(each)));
  const weights = new Map(plain.map(({ name, weight }) => [name, weight]));
  return weights.get(type) ?? weights.get(`${type.split('/')[0]}/*`) ?? weights.get('*/*') ?? 0;
}

/** The one parameter that answers have. */
const utf8 = /^charset="?utf-8"?$/;
