import type { IncomingHttpHeaders } from 'node:http';

/** Whether a form comes from a page of this origin; only non-browsers send no headers about it. */
export function isSameOrigin(headers: IncomingHttpHeaders, url: string): boolean {
  const site = headers['sec-fetch-site'];
  // `none`: started by the person, such as by sending a form again.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  // A machine has several names; the server checks which ones are accepted.
  return origin === undefined || origin === `${new URL(url).protocol}//${host}`;
}
