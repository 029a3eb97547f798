import { SasError, type SasErrorCode } from '@sas-sos/core';

const timeouts: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
]);

// Codes of OpenSSL's alerts and verification, and of Node's check of the host name.
const refusals =
  /^(?:ERR_SSL_|ERR_TLS_|EPROTO$|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_|ERROR_IN_CERT)/;

/** Code of the error with which a dispatcher refuses a request that is not HTTPS. */
export const plainHttpCode = 'ERR_TLS_PLAIN_HTTP';

/** Converts what a fetch rejected with to an error with a code. */
export function toOutboundError(error: unknown): SasError {
  return new SasError(toCode(findCode(error)), { cause: error });
}

function toCode(code: string): SasErrorCode {
  if (timeouts.has(code)) return 'SAS_OUTBOUND_TIMEOUT';
  return refusals.test(code) ? 'SAS_OUTBOUND_TLS_REFUSED' : 'SAS_OUTBOUND_UNREACHABLE';
}

/** Finds the code of an error or of one of its causes; empty if there is none. */
function findCode(error: unknown): string {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    current = current.cause;
  }
  return '';
}
