import { SasError } from '@sas-sos/core';

const longestText = 65_536;
const longestChain = 6;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
// Apache replaces line ends by spaces.
const pemBlock = /^-----BEGIN CERTIFICATE-----\s([A-Za-z0-9+/=\s]+)\s-----END CERTIFICATE-----\s*/;

/** Creates the error for a header that does not have the form that its preset reads. */
export function malformedHeader(options?: { readonly cause: unknown }): SasError {
  return new SasError('SAS_PROXY_HEADER_MALFORMED', options);
}

/** Refuses a value that could be a repeated header: no single value contains a comma. */
export function checkSingle(text: string): string {
  if (text.includes(',')) throw new SasError('SAS_PROXY_HEADER_REPEATED');
  if (text.length > longestText) throw malformedHeader();
  return text;
}

/** Decodes base64, in its canonical spelling only. */
export function readBase64(text: string): Buffer {
  if (text === '' || text.length > longestText || !base64.test(text)) throw malformedHeader();
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw malformedHeader();
  return bytes;
}

/** Reads PEM certificates, with nothing before, between or after them. */
export function readPemChain(text: string): [Uint8Array, ...Uint8Array[]] {
  if (text.length > longestText) throw malformedHeader();
  const blocks: Uint8Array[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const block = pemBlock.exec(rest);
    if (!block || blocks.length === longestChain) throw malformedHeader();
    blocks.push(readBase64((block[1] as string).replace(/\s/g, '')));
    rest = rest.slice(block[0].length);
  }
  const [first, ...others] = blocks;
  if (!first) throw malformedHeader();
  return [first, ...others];
}

/** Reads one PEM certificate. */
export function readPem(text: string): Uint8Array {
  const [certificate, ...others] = readPemChain(text);
  if (others.length > 0) throw new SasError('SAS_PROXY_HEADER_REPEATED');
  return certificate;
}

/** Decodes percent-encoding; a plus stays a plus. */
export function decodePercent(text: string): string {
  if (text.length > longestText) throw malformedHeader();
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw malformedHeader({ cause });
  }
}
