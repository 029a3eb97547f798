import { SasError } from '@sas-sos/core';
import { malformedHeader, readBase64 } from './certificate-text.js';
import type { ProxyPreset } from './proxy-preset.js';

const certificateHeader = 'client-cert';
const chainHeader = 'client-cert-chain';
const longestChain = 6;

/**
 * The preset of RFC 9440: `Client-Cert`, and `Client-Cert-Chain` if present.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9440
 */
export const clientCertPreset: ProxyPreset = {
  headers: [certificateHeader, chainHeader],
  leavesChainToUs: false,
  isSubjectOnly: false,
  read(header) {
    const text = header(certificateHeader);
    const chain = header(chainHeader);
    if (isEmpty(text)) {
      if (!isEmpty(chain)) throw malformedHeader();
      return undefined;
    }
    if (text.includes(',')) throw new SasError('SAS_PROXY_HEADER_REPEATED');
    const parts = isEmpty(chain) ? [] : chain.split(',', longestChain + 1);
    if (parts.length > longestChain) throw malformedHeader();
    const intermediates = parts.map((part) => readByteSequence(part.trim()));
    return { raw: readByteSequence(text), intermediates, verification: 'passed' };
  },
};

/** Whether a header is missing or empty: Caddy writes an empty byte sequence for no certificate. */
function isEmpty(text: string | null): text is null | '' | '::' {
  return text === null || text === '' || text === '::';
}

/** Reads a byte sequence of RFC 8941, without parameters. */
function readByteSequence(text: string): Buffer {
  if (!text.startsWith(':') || !text.endsWith(':')) throw malformedHeader();
  return readBase64(text.slice(1, -1));
}
