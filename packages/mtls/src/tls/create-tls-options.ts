import { constants } from 'node:crypto';
import type { TlsOptions } from 'node:tls';
import { SasError } from '@sas-sos/core';
import type { TrustStore } from '../trust-store.js';
import { type PemIdentity, readPemIdentity, toPassphrase, toText } from './identity.js';

/** Our own certificate, and who vouches for callers. */
export interface CreateTlsOptions extends PemIdentity {
  /** Who vouches for callers; the same store as the guard's. */
  readonly trust: TrustStore;
}

// prelude: import { createTrustStore } from '@sas-sos/mtls';
// prelude: import { createGateway } from '@sas-sos/gateway';
// prelude: const gateway = createGateway({ parts: [] });
// prelude: declare const cert: string, key: string, ca: string, crl: string;
/**
 * Makes what `https.createServer` (or `http2.createSecureServer`) is given.
 *
 * TLS 1.2 and 1.3. The client certificate is asked for and not required: a caller without the right
 * one completes the handshake, and is refused in HTTP by the guard. Sessions are resumed; a
 * connection cannot be renegotiated, so that its certificate never changes.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the certificate or the key cannot be read, or when they
 *   do not belong to each other.
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
    // OpenSSL looks for a list of every authority of a chain as soon as it is given one.
    ...(trust.crl.length > 0 ? { crl: [...trust.crl] } : {}),
    minVersion: 'TLSv1.2',
    requestCert: true,
    rejectUnauthorized: false,
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  };
}
