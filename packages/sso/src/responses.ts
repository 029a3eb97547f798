import { toBytesResponse } from '@sas-sos/fhir-http';

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // The URL of a callback contains a code.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** What a response sets in addition to its content. */
export interface ResponseExtras {
  readonly cookies?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Redirects the browser. */
export function redirect(location: string, extras: ResponseExtras = {}, status = 302): Response {
  const page =
    '<!doctype html>\n<html lang="fr">\n<title>Redirection</title>\n<p>Redirection…</p>\n';
  return toHtml(page, status, { ...extras, headers: { ...extras.headers, location } });
}

/** Answers with a page. */
export function toHtml(html: string, status: number, extras: ResponseExtras = {}): Response {
  // Before the response exists: `@hono/node-server` replaces the global `Response` with a class that
  // can forget headers that are added later.
  const all = new Headers({ ...headers, ...extras.headers });
  for (const cookie of extras.cookies ?? []) all.append('set-cookie', cookie);
  return toBytesResponse([new TextEncoder().encode(html)], { status, headers: all });
}
