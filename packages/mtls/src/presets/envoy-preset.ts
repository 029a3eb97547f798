import { SasError } from '@sas-sos/core';
import { fingerprintOf } from '../certificate/read-certificate.js';
import { decodePercent, malformedHeader, readPem, readPemChain } from './certificate-text.js';
import type { ProxyPreset } from './proxy-preset.js';
import { readSubject } from './read-subject.js';

const headerName = 'x-forwarded-client-cert';
// An escaped quote within quotes is refused: readers disagree about how it is escaped.
const pair = /([A-Za-z]+)=(?:"([^"]*)"|([^",;]*))(;|,|$)/y;

/**
 * The preset of Envoy, and of Istio: `x-forwarded-client-cert` with
 * `forward_client_cert_details: SANITIZE_SET`, so that it holds only Envoy's own caller, and
 * `set_current_client_cert_details: { cert: true, chain: true }`.
 *
 * Without `Cert`, `Subject` is read (RFC 2253) and `Hash` is the fingerprint.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers#x-forwarded-client-cert
 */
export const envoyPreset: ProxyPreset = {
  headers: [headerName],
  leavesChainToUs: false,
  isSubjectOnly: false,
  read(header) {
    const text = header(headerName);
    if (text === null || text === '') return undefined;
    const fields = readElement(text);
    const hash = fields.get('hash');
    if (hash !== undefined && !/^[0-9a-f]{64}$/.test(hash)) throw malformedHeader();
    const certificate = fields.get('cert');
    const chain = fields.get('chain');
    if (certificate !== undefined) {
      const raw = readPem(decodePercent(certificate));
      if (hash !== undefined && hash !== fingerprintOf(raw)) throw malformedHeader();
      const [, ...intermediates] = chain ? readPemChain(decodePercent(chain)) : [raw];
      return { raw, intermediates, verification: 'passed' };
    }
    const subject = fields.get('subject');
    if (subject === undefined) throw malformedHeader();
    return { subject: readSubject(subject), fingerprint: hash, verification: 'passed' };
  },
};

/** Reads the only element that the header may hold; the keys are in lower case. */
function readElement(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  let at = 0;
  while (true) {
    pair.lastIndex = at;
    const match = pair.exec(text);
    if (!match) throw malformedHeader();
    const [whole, key = '', quoted, plain = '', separator] = match;
    if (separator === ',') throw new SasError('SAS_PROXY_HEADER_REPEATED');
    if (quoted?.endsWith('\\')) throw malformedHeader();
    const name = key.toLowerCase();
    // These fields may be repeated; all others may not.
    if (fields.has(name) && name !== 'dns' && name !== 'uri' && name !== 'by') {
      throw malformedHeader();
    }
    fields.set(name, quoted ?? plain);
    at += whole.length;
    if (separator === '') return fields;
  }
}
