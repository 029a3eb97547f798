import type { Exchange } from '../../state/exchange.js';

/** Headers that curl writes itself. */
const own: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  'keep-alive',
  'accept-encoding',
  'expect',
]);

/**
 * Writes a request as a command for a POSIX shell; secrets remain `…`, and a body that is no longer
 * kept, or was truncated, is missing or truncated there too.
 */
export function toCurl({ method, url, request }: Exchange): string {
  const isWithBody = request.body !== null && request.body !== '';
  const headers = request.headers
    .filter(([name]) => !own.has(name))
    // Without a value, a colon would remove the header.
    .map(([name, value]) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`);
  const parts = [
    `curl --globoff ${method === 'HEAD' ? '--head' : `-X ${quote(method)}`} ${quote(url)}`,
    ...headers,
    ...(isWithBody ? [`--data-raw ${quote(request.body ?? '')}`] : []),
  ];
  return parts.join(' \\\n  ');
}

function quote(text: string): string {
  // An argument of a command cannot contain a NUL.
  const safe = text.replaceAll('\0', '');
  return /^[\w./:-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}
