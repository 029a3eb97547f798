import { constants } from 'node:crypto';
import type { TlsOptions } from 'node:tls';
import { SasError } from '@sas-sos/core';
import type { TrustStore } from '../trust-store.js';
import { cipherSuites } from './cipher-suites.js';
import { type PemIdentity, readPemIdentity, toPassphrase, toText } from './identity.js';

/** Our own certificate, and the authorities that vouch for callers. */
export interface CreateTlsOptions extends PemIdentity {
  /** Authorities that vouch for callers; the store that the guard uses. */
  readonly trust: TrustStore;
}

// prelude: import { createTrustStore } from '@sas-sos/mtls';
// prelude: import { createGateway } from '@sas-sos/gateway';
// prelude: const gateway = createGateway({ parts: [] });
// prelude: declare const cert: string, key: string, ca: string, crl: string;
/**
 * Creates the options for `https.createServer` or `http2.createSecureServer`.
 *
 * TLS 1.3, and 1.2 with AEAD suites only. The client certificate is requested but not required: a
 * caller without the right one completes the handshake, and the guard refuses it in HTTP. Sessions
 * can be resumed. A connection cannot be renegotiated, so its certificate never changes.
 *
 * Revocation is the guard's: a list of over 256 KiB is not given to the handshake, where OpenSSL
 * would hold up the event loop with it, and `authorized` of the socket is then false.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the certificate or the key cannot be read, or when they
 *   do not match.
 * @example
 * ```ts
 * import { createServer } from 'node:https';
 * import { toNodeHandler } from '@sas-sos/node';
 *
 * const trust = createTrustStore({ ca, crl });
 * const server = createServer(createTlsOptions({ cert, key, trust }), toNodeHandler(gateway));
 * ```
 */
export function createTlsOptions(options: CreateTlsOptions): TlsOptions {
  const { cert, key, passphrase, trust } = options;
  if (typeof trust?.assess !== 'function') {
    throw SasError.ofOption('trust', 'give createTrustStore(…).');
  }
  readPemIdentity(options);
  return {
    cert: toText(cert),
    key: toText(key),
    ...toPassphrase(passphrase),
    ca: [...trust.ca],
    ...(trust.handshakeCrl.length > 0 ? { crl: [...trust.handshakeCrl] } : {}),
    minVersion: 'TLSv1.2',
    ciphers: cipherSuites,
    requestCert: true,
    rejectUnauthorized: false,
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  };
}
