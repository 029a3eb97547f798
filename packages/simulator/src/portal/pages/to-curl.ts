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
 * Writes a request as a command for a POSIX shell; secrets stay `…`, and a body that is no longer
 * kept, or was cut, is missing or cut there too.
 */
export function toCurl({ method, url, request }: Exchange): string {
  const isWithBody = request.body !== null && request.body !== '';
  const headers = request.headers
    .filter(([name]) => !own.has(name))
    // Without a value, a colon would take the header away.
    .map(([name, value]) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`);
  const parts = [
    `curl --globoff ${method === 'HEAD' ? '--head' : `-X ${quote(method)}`} ${quote(url)}`,
    ...headers,
    ...(isWithBody ? [`--data-raw ${quote(request.body ?? '')}`] : []),
  ];
  return parts.join(' \\\n  ');
}

function quote(text: string): string {
  // No argument of a command can hold a NUL.
  const safe = text.replaceAll('\0', '');
  return /^[\w./:-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}
