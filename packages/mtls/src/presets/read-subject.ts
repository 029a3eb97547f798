import { SasError } from '@sas-sos/core';
import { decodeUtf8 } from '../certificate/decode-utf8.js';
import type { DistinguishedName } from '../certificate/distinguished-name.js';
import { parseDistinguishedName } from '../certificate/parse-distinguished-name.js';

/** Parses the subject in a header, whose characters are each one byte of UTF-8. */
export function readSubject(text: string): DistinguishedName {
  return parseDistinguishedName(decode(text));
}

function decode(text: string): string {
  try {
    return decodeUtf8(Buffer.from(text, 'latin1'));
  } catch (cause) {
    throw new SasError('SAS_PROXY_SUBJECT_MALFORMED', { cause });
  }
}
