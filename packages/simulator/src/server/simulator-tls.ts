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

/** Mutual TLS of both sides. */
interface SimulatorCertificates {
  /** What the server listens with: the certificate is asked for, and required on `/fhir` alone. */
  readonly server: TlsOptions;
  /** Lets the vendor in. */
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
