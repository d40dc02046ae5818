import { acceptedIn } from '../accepted.js';
import { RequestError } from '../request-error.js';

/** Content codings that answers are sent in, the better first. */
const codings = ['br', 'gzip'] as const;

export type Coding = (typeof codings)[number];

/** The coding that a client's `Accept-Encoding` asks for; null: the plain bytes. */
export interface Wanted {
  /** Of an answer so small that encoding it is not worth the work. */
  small: Coding | null;
  large: Coding | null;
}

/**
 * What suits the header best (RFC 9110, 12.5.3). Plain bytes are taken by whoever does not refuse them, but where they are
 * not named they come last.
 * @throws RequestError 406: plain bytes are refused, and so is every coding that there is
 */
export function wantedCodings(acceptEncoding: string | undefined): Wanted {
  if (acceptEncoding === undefined) return { small: null, large: null };
  const weights = new Map(acceptedIn(acceptEncoding).map(({ name, weight }) => [name, weight]));
  const any = weights.get('*');
  const weightOf = (coding: Coding) => weights.get(coding) ?? weights.get(`x-${coding}`) ?? any ?? 0;
  const plain = weights.get('identity') ?? any ?? leastWeight;
  const [first, second] = codings;
  const best = weightOf(first) >= weightOf(second) ? first : second;
  const most = weightOf(best);
  if (plain === 0 && most === 0) throw nothingAcceptable();
  return { small: plain > 0 ? null : best, large: most > 0 && most >= plain ? best : null };
}

/** Of plain bytes that the header does not name: less than any that can be written. */
const leastWeight = 0.0001;

function nothingAcceptable(): RequestError {
  return new RequestError(
    406,
    'NOT_ACCEPTABLE',
    '请求头 Accept-Encoding 不接受本服务的任何编码；请接受 br、gzip 或 identity 中的一种。',
    'The header Accept-Encoding takes none of the codings that there are; take one of br, gzip and identity.',
  );
}
