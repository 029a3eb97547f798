import { toBytesResponse } from '@sas-sos/fhir-http';

const headers = {
  'cache-control': 'no-store',
  // The URL of a callback contains a code.
  'referrer-policy': 'no-referrer',
};

const pageHeaders = {
  ...headers,
  'content-type': 'text/html; charset=utf-8',
  'x-content-type-options': 'nosniff',
};

/** What a response sets in addition to its content. */
export interface ResponseExtras {
  readonly cookies?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Redirects the browser; without a page, as `Response.redirect` does. */
export function redirect(location: string, extras: ResponseExtras = {}, status = 302): Response {
  return new Response(null, { status, headers: join({ ...headers, location }, extras) });
}

/** Answers with a page. */
export function toHtml(html: string, status: number, extras: ResponseExtras = {}): Response {
  const init = { status, headers: join(pageHeaders, extras) };
  return toBytesResponse([new TextEncoder().encode(html)], init);
}

/**
 * Joins headers before the response exists: `@hono/node-server` replaces the global `Response` with
 * a class that can forget headers that are added later.
 */
function join(usual: Readonly<Record<string, string>>, extras: ResponseExtras): Headers {
  const all = new Headers({ ...usual, ...extras.headers });
  for (const cookie of extras.cookies ?? []) all.append('set-cookie', cookie);
  return all;
}
