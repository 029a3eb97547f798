import type { IncomingHttpHeaders } from 'node:http';

/** Whether a form comes from a page of the simulator; who tells nothing of it is no browser. */
export function isSameOrigin(headers: IncomingHttpHeaders, url: string): boolean {
  const site = headers['sec-fetch-site'];
  // `none`: the person's own doing, such as sending a form again.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  // By another name of this machine: the host was checked before.
  return origin === undefined || origin === `${new URL(url).protocol}//${host}`;
}
