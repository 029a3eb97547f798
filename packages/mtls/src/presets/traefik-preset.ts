import { SasError } from '@sas-sos/core';
import { decodePercent, malformedHeader, readBase64 } from './certificate-text.js';
import type { ProxyPreset } from './proxy-preset.js';

const certificateHeader = 'x-forwarded-tls-client-cert';
const infoHeader = 'x-forwarded-tls-client-cert-info';
const longestChain = 6;

/**
 * The preset of Traefik: the middleware `passTLSClientCert` with `pem: true`.
 *
 * Traefik does not say whether it verified the certificate (with `RequestClientCert` and
 * `RequireAnyClientCert` it does not), so the chain is always checked here. Its `info` header is
 * ignored, because values in it are not escaped.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/passtlsclientcert/
 */
export const traefikPreset: ProxyPreset = {
  headers: [certificateHeader, infoHeader],
  leavesChainToUs: true,
  isSubjectOnly: false,
  read(header) {
    const text = header(certificateHeader);
    if (text === null || text === '') {
      if (header(infoHeader)) throw malformedHeader();
      return undefined;
    }
    // Traefik puts no space between the certificates of a chain; two joined headers contain one.
    if (/\s/.test(text)) throw new SasError('SAS_PROXY_HEADER_REPEATED');
    const [raw, ...intermediates] = decodePercent(text).split(',').map(readBase64);
    if (!raw || intermediates.length >= longestChain) throw malformedHeader();
    return { raw, intermediates, verification: 'left-to-us' };
  },
};
