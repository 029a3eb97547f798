import { toBytesResponse } from '@sas-sos/fhir-http';

const headers = {
  'cache-control': 'no-store',
  // The URL of a callback contains a code.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const pageHeaders = { ...headers, 'content-type': 'text/html; charset=utf-8' };

/** What a response sets in addition to its content. */
export interface ResponseExtras {
  readonly cookies?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Redirects the browser; without a page, as `Response.redirect` does. */
export function redirect(
  location: string,
  { cookies }: Pick<ResponseExtras, 'cookies'> = {},
  status = 302,
): Response {
  const all = joinHeaders({ ...headers, location }, { cookies });
  return toBytesResponse([], { status, headers: all });
}

/** Answers with a page. */
export function toHtml(html: string, status: number, extras: ResponseExtras = {}): Response {
  const all = joinHeaders(pageHeaders, extras);
  return toBytesResponse([new TextEncoder().encode(html)], { status, headers: all });
}

/**
 * Joins headers before the response exists: `@hono/node-server` replaces the global `Response` with
 * a class that can forget headers that are added later.
 */
function joinHeaders(usual: Readonly<Record<string, string>>, extras: ResponseExtras): Headers {
  const all = new Headers({ ...usual, ...extras.headers });
  for (const cookie of extras.cookies ?? []) all.append('set-cookie', cookie);
  return all;
}
