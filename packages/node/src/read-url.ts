import { SasError } from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import type { HostedRequest, NodeRequest } from './node-message.js';

// A name, an IPv4 or an IPv6 address, and a port: no user, no path, nothing ambiguous.
const authority = /^(?:[a-z\d][\w.-]*|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Reads the absolute URL of a request; the host is the one that the caller gave (`localhost` for an
 * HTTP/1.0 caller who gave none).
 *
 * @throws SasError `SAS_REQUEST_MALFORMED` when the Host header is missing in HTTP/1.1, repeated or
 *   invalid, or when the request line has no path.
 */
export function readUrl(request: NodeRequest & HostedRequest, headers: Pick<Headers, 'get'>): URL {
  const host =
    (request.headers as Record<string, unknown>)[':authority'] ??
    headers.get('host') ??
    // HTTP/1.0 has no such header: load balancers may probe in this way.
    (request.httpVersion === '1.0' ? 'localhost' : undefined);
  if (typeof host !== 'string' || !authority.test(host)) throw malformed();
  const scheme = isEncrypted(request.socket) ? 'https' : 'http';
  const { originalUrl } = request;
  const target = typeof originalUrl === 'string' ? originalUrl : (request.url ?? '');
  const text = target.startsWith('/')
    ? `${scheme}://${host}${target}`
    : `${scheme}://${fromOtherForm(target, host)}`;
  const url = tryParse(() => new URL(text));
  if (!url) throw malformed();
  return url;
}

/**
 * Reads `http://host/path`, whose host takes precedence over the header, and the `*` of `OPTIONS
 * *`.
 */
function fromOtherForm(target: string, host: string): string {
  if (target === '*') return `${host}/`;
  const url = /^https?:\/\//i.test(target) ? tryParse(() => new URL(target)) : undefined;
  if (!url) throw malformed();
  return `${url.host}${url.pathname}${url.search}`;
}

function isEncrypted(socket: object | undefined): boolean {
  return (socket as { readonly encrypted?: unknown } | undefined)?.encrypted === true;
}

function malformed(): SasError {
  return new SasError('SAS_REQUEST_MALFORMED');
}
