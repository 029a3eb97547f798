import type { IncomingHttpHeaders } from 'node:http';

/** Whether a form comes from a page of this origin; a request that says nothing of it is no browser's. */
export function isSameOrigin(headers: IncomingHttpHeaders, url: string): boolean {
  const site = headers['sec-fetch-site'];
  // `none`: the person's own doing, such as sending a form again.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  // A machine has several names; which ones are accepted is for the server to check.
  return origin === undefined || origin === `${new URL(url).protocol}//${host}`;
}
