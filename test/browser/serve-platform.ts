import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A site that opens other sites, as the platform does. */
export interface PlatformSite extends AsyncDisposable {
  /** A page with a link to each address; links open a new tab and send no referrer. */
  linksTo(...urls: readonly string[]): string;
  /** A page with a form that posts to an address. */
  formTo(url: string, fields: Readonly<Record<string, string>>): string;
  /** A page that shows another page in a frame. */
  frameOf(url: string): string;
  /** A page that sets a cookie allowed from any site, and shows the cookies that it received. */
  readonly cookiePage: string;
}

/** Serves it under a host name that browsers treat as a separate site. */
export async function servePlatform({
  host = 'sas.example',
  tls,
}: {
  readonly host?: string;
  /** Certificate and key, PEM; without them: http. */
  readonly tls?: { readonly cert: string; readonly key: string };
} = {}): Promise<PlatformSite> {
  const serve: RequestListener = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (pathname === '/cookie') {
      response.setHeader('set-cookie', 'seen=1; SameSite=None; Secure');
      return response.end(toPage(`<p>${request.headers.cookie ?? 'none'}</p>`));
    }
    response.end(toPage(toContent(pathname, searchParams)));
  };
  const server = tls ? createTlsServer({ ...tls }, serve) : createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const scheme = tls ? 'https' : 'http';
  const toUrl = (path: string, query: URLSearchParams) =>
    `${scheme}://${host}:${port}${path}?${query}`;
  return {
    linksTo(...urls) {
      const query = new URLSearchParams();
      for (const url of urls) query.append('url', url);
      return toUrl('/links', query);
    },
    formTo: (url, fields) => toUrl('/form', new URLSearchParams({ url, ...fields })),
    frameOf: (url) => toUrl('/frame', new URLSearchParams({ url })),
    cookiePage: toUrl('/cookie', new URLSearchParams()),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function toContent(path: string, query: URLSearchParams): string {
  const urls = query.getAll('url').map(toText);
  if (path === '/links') {
    return urls
      .map(
        (url) => `<p><a href="${url}" target="_blank" rel="noopener noreferrer">Réserver</a></p>`,
      )
      .join('');
  }
  if (path === '/frame') return `<iframe src="${urls[0]}"></iframe>`;
  const inputs = [...query]
    .filter(([name]) => name !== 'url')
    .map(
      ([name, value]) => `<input type="hidden" name="${toText(name)}" value="${toText(value)}">`,
    );
  return `<form method="post" action="${urls[0]}">${inputs.join('')}<button>Envoyer</button></form>`;
}

function toPage(content: string): string {
  return `<!doctype html><html lang="fr"><title>Plateforme</title><link rel="icon" href="data:,"><body>${content}</body></html>`;
}

function toText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
