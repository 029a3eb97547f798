import { type PeerCertificate, SasError } from '@sas-sos/core';
import { hasCertificateHeader } from './certificate-headers.js';
import type { CertificateSource, PresentedCertificate } from './certificate-source.js';
import type { TrustStore } from './trust-store.js';

/** How the certificate of a connection is checked. */
export interface SocketSourceOptions {
  /** Authorities that vouch for callers, including every intermediate authority. */
  readonly trust: TrustStore;
}

// Faults that the handshake may report: they are checked again on every request, against the
// current lists.
const recheckedFaults: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CRL_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'UNABLE_TO_GET_CRL',
]);

// prelude: import { createTrustStore } from '@sas-sos/mtls';
// prelude: declare const ca: string, crl: string;
/**
 * Finds the certificate of the connection itself, for servers that terminate TLS in Node: the host
 * adapter passes it as `context.peerCertificate`.
 *
 * The chain, its dates and its revocation are checked here, against the authorities of `trust`
 * alone, and the handshake must not have reported any other fault. A request that carries a
 * certificate in a header is refused: there is no proxy in front.
 *
 * @throws SasError `SAS_OPTION_INVALID` when `trust` is missing.
 * @example
 * ```ts
 * const source = fromSocket({ trust: createTrustStore({ ca, crl }) });
 * ```
 */
export function fromSocket(options: SocketSourceOptions): CertificateSource {
  const { trust } = options;
  if (typeof trust?.assess !== 'function') {
    throw SasError.ofOption('trust', 'give createTrustStore(…), or the trust of watchTls(…).');
  }
  const presentedBefore = new WeakMap<PeerCertificate, PresentedCertificate>();
  return {
    trust,
    read(request, { peerCertificate }) {
      if (hasCertificateHeader(request.headers)) throw new SasError('SAS_PROXY_HEADER_UNPROVEN');
      if (!peerCertificate) return undefined;
      const before = presentedBefore.get(peerCertificate);
      if (before) return before;
      const presented = toPresented(peerCertificate);
      presentedBefore.set(peerCertificate, presented);
      return presented;
    },
  };
}

function toPresented(certificate: PeerCertificate): PresentedCertificate {
  const { raw, authorized, authorizationError } = certificate;
  const isPassed = authorized || recheckedFaults.has(authorizationError ?? '');
  return { raw, verification: isPassed ? 'passed' : 'failed', failure: authorizationError };
}
