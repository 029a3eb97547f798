import { isSasError, type SasError } from '@sas-sos/core';
import { createRefusal } from '../refuse.js';

/** Codes of Node.js for a certificate that no authority it trusts has signed. */
const untrusted: ReadonlySet<string> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
]);

/** Codes of an address at which there is no server any more, or another one. */
const gone: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND']);

/**
 * Creates the refusal for a request that got no answer: a wrong setting if the certificates say so,
 * else an outage. The reason is a code; a message may contain a URL.
 */
export function refuseConnection(error: unknown): SasError {
  const code = toCode(error);
  const setting = toSetting(code);
  const extras = { mayBeOutdated: setting !== undefined || gone.has(code) };
  return setting === undefined
    ? createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', code, extras)
    : createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', `${code}: ${setting}`, extras);
}

/** What to check, if the code is that of a wrong setting. */
function toSetting(code: string): string | undefined {
  if (untrusted.has(code)) {
    return 'Node.js does not trust the authority of the certificate; for a private one, set NODE_EXTRA_CA_CERTS to its file before the process starts';
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'the certificate is for another host name than the configured one';
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return 'the address is https, but the server does not speak TLS';
  }
  return /^ERR_SSL_.*_ALERT_.*(?:CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/.test(code)
    ? 'the provider requires a client certificate, or refuses the one presented'
    : undefined;
}

/** A code such as `ECONNREFUSED`; never a message. */
function toCode(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (isSasError(current) && current.code === 'SAS_TIME_LIMIT_EXCEEDED') return 'time limit';
    if (isSasError(current) && current.code === 'SAS_ANSWER_TOO_LARGE') return current.code;
    if (!('code' in current) || typeof current.code !== 'string') continue;
    if (/^[A-Z][A-Z\d_]{1,59}$/.test(current.code) && !current.code.startsWith('SAS_')) {
      return current.code;
    }
  }
  return 'no answer';
}
