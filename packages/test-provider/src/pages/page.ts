import type { ServerResponse } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';

/** A page that a realm shows. */
export interface Page {
  /** The whole document. */
  readonly html: string;
  /** HTTP status. @defaultValue 200, or the status of the error that the page reports */
  readonly status?: number | undefined;
  /** Headers added to the content type and `Cache-Control: no-store`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Sends a page as the answer. */
export function sendPage(response: ServerResponse, page: Page): void {
  response.writeHead(page.status ?? 200, toHeaders(page));
  response.end(page.html);
}

/** Makes oidc-provider answer with a page, by default with the status that it has set. */
export function setPage(context: KoaContextWithOIDC, page: Page): void {
  context.set(toHeaders(page));
  if (page.status !== undefined) context.status = page.status;
  context.body = page.html;
}

function toHeaders({ headers }: Page): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  };
}
