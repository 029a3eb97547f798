import type { ServerResponse } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Html } from '../../portal/pages/html.js';
import { renderPage } from '../../portal/pages/layout.js';

/** A page of the identity provider. */
export interface Page {
  readonly title: string;
  readonly main: Html;
  readonly status?: number;
}

const headers: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  // No `form-action`: Chromium holds it to every redirection that follows a form, and a sign-on may
  // end at any page of the vendor's, on whatever origin.
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // With `no-referrer` a browser sends the `Origin` of a form as `null`.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Answers with a page. */
export function sendPage(response: ServerResponse, page: Page): void {
  response.writeHead(page.status ?? 200, headers);
  response.end(renderPage(page));
}

/** Lets oidc-provider answer with a page, under the status that it has set. */
export function setPage(context: KoaContextWithOIDC, page: Page): void {
  context.set({ ...headers });
  if (page.status !== undefined) context.status = page.status;
  context.body = renderPage(page);
}
