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
    if (text === null) {
      if (chain !== null) throw malformedHeader();
      return undefined;
    }
    if (text.includes(',')) throw new SasError('SAS_PROXY_HEADER_REPEATED');
    const parts = chain === null ? [] : chain.split(',', longestChain + 1);
    if (parts.length > longestChain) throw malformedHeader();
    const intermediates = parts.map((part) => readByteSequence(part.trim()));
    return { raw: readByteSequence(text), intermediates, verification: 'passed' };
  },
};

/** Reads a byte sequence of RFC 8941, without parameters. */
function readByteSequence(text: string): Buffer {
  if (text.length < 2 || !text.startsWith(':') || !text.endsWith(':')) throw malformedHeader();
  return readBase64(text.slice(1, -1));
}
