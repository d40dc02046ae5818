import type { IncomingHttpHeaders } from 'node:http';
import { acceptedIn } from './accepted.js';

/** The media type of answers that GraphQL's clients name, and nothing else does. */
const mediaType = 'application/graphql-response+json';

/**
 * Whether a GET cannot have been made by a page of another site without its asking first. Links, forms, images and scripts
 * name other media types than GraphQL's. A program of such a page can name it: then the browser says where the page is
 * from, either as `Origin`, which has been checked, or in `Sec-Fetch-Site`, which no page can set.
 *
 * Apollo asks for a header that browsers send to another site only after asking it (a content type, or one of two names);
 * a client such as urql sends none with GET.
 */
export function isOfClient({ accept = '', origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  const isNamed = acceptedIn(accept).some(({ name }) => name === mediaType);
  return isNamed && (origin !== undefined || site === undefined || site === 'same-origin');
}
