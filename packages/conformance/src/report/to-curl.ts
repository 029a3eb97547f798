import type { Exchange } from '../run/exchange.js';

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

/** A request, as far as a command needs it. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly request: Pick<Exchange['request'], 'headers' | 'body'>;
  /** The caller's certificate, if the request presented one. */
  readonly identity?: Exchange['identity'] | undefined;
}

/** Files of the certificates, as `sas-sos-pki` names them. */
const files: Readonly<Partial<Record<Exchange['identity'], string>>> = {
  valid: 'platform',
  wrongCommonName: 'wrong-common-name',
  wrongOrganizationalUnit: 'wrong-organizational-unit',
  revoked: 'wrong-revoked',
};

/**
 * Writes a request as a command for a POSIX shell; secrets remain `…`, and a body that is no longer
 * kept, or was truncated, is missing or truncated there too.
 */
export function toCurl({ method, url, request, identity }: CurlRequest): string {
  const isWithBody = request.body !== null && request.body !== '';
  const headers = request.headers
    .filter(([name]) => !own.has(name.toLowerCase()))
    // Without a value, a colon would remove the header.
    .map(([name, value]) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`);
  const file = url.startsWith('https:') && identity ? files[identity] : undefined;
  const parts = [
    `curl --globoff ${method === 'HEAD' ? '--head' : `-X ${quote(method)}`} ${quote(url)}`,
    ...(file === undefined ? [] : [`--cert ${file}.pem --key ${file}-key.pem`, '--cacert ca.pem']),
    ...headers,
    ...(isWithBody ? [`--data-raw ${quote(request.body ?? '')}`] : []),
  ];
  return parts.join(' \\\n  ');
}

function quote(text: string): string {
  // An argument cannot contain a NUL, and a terminal acts on other control characters.
  const safe = text.replace(/\p{Cc}/gu, (control) => (/[\n\t]/.test(control) ? control : ''));
  return /^[\w./:-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}
