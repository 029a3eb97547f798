import type { TlsOptions } from 'node:tls';
import type { CallerGuard, Clock, Logger } from '@sas-sos/core';
import {
  createClientCertificateGuard,
  createMutualTlsFetch,
  createTlsOptions,
  createTrustStore,
  fromSocket,
  type MutualTlsFetch,
} from '@sas-sos/mtls';
import type { SimulatorTls } from '../simulator-options.js';

/** Mutual TLS in both directions. */
interface SimulatorCertificates {
  /** Options of the server: a certificate is requested, and required only on `/fhir`. */
  readonly server: TlsOptions;
  /** Admits the vendor. */
  readonly guard: CallerGuard;
  /** Presents the platform's certificate to the vendor. */
  readonly outbound: MutualTlsFetch;
}

/** @throws SasError `SAS_OPTION_INVALID` for certificates, keys or lists that cannot be used. */
export function createSimulatorTls(
  { server, client, ca, crl, vendor }: SimulatorTls,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): SimulatorCertificates {
  const trust = createTrustStore({ ca, crl });
  return {
    server: createTlsOptions({ ...server, trust }),
    guard: createClientCertificateGuard({
      callers: [vendor],
      source: fromSocket({ trust }),
      clock,
      logger,
    }),
    outbound: createMutualTlsFetch({ ...client, ca }),
  };
}
