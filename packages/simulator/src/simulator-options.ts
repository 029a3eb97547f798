import type { Clock, Logger } from '@sas-sos/core';

/** What {@link startSimulator} takes. */
export interface SimulatorOptions {
  /** The vendor's FHIR base, such as `http://127.0.0.1:3000/fhir`. */
  readonly vendorUrl: string;
  /** @defaultValue `127.0.0.1`; nothing but the loopback is listened on */
  readonly host?: string | undefined;
  /** @defaultValue 4000; 0 takes a free one */
  readonly port?: number | undefined;
  /**
   * What is appended to agenda addresses.
   *
   * @defaultValue `sas-preprod`
   */
  readonly origin?: string | undefined;
  /** How the vendor's software signs regulators on here. */
  readonly client?: SimulatorClient | undefined;
  /**
   * File in which regulators and appointments are kept.
   *
   * @defaultValue none: in memory
   */
  readonly dataFile?: string | undefined;
  /**
   * Mutual TLS: everything is served over https, and `/fhir` lets in the vendor alone.
   *
   * @defaultValue none: plain http
   */
  readonly tls?: SimulatorTls | undefined;
  /** @defaultValue the machine's own */
  readonly clock?: Clock | undefined;
  /** @defaultValue says nothing */
  readonly logger?: Logger | undefined;
}

/** How the vendor's software is known to both realms. */
export interface SimulatorClient {
  /** @defaultValue `agenda-demo` */
  readonly clientId?: string | undefined;
  /** @defaultValue `agenda-demo-secret` */
  readonly clientSecret?: string | undefined;
  /** @defaultValue the origin of `vendorUrl` and `/sso/callback` */
  readonly redirectUris?: readonly string[] | undefined;
  /** @defaultValue the origin of `vendorUrl` and `/` */
  readonly postLogoutRedirectUris?: readonly string[] | undefined;
  /** @defaultValue the origin of `vendorUrl` and `/sso/backchannel-logout` */
  readonly backchannelLogoutUri?: string | undefined;
  /**
   * Form in which Pro Santé Connect's userinfo answers.
   *
   * @defaultValue `json`
   */
  readonly userinfo?: 'json' | 'jwt' | undefined;
}

/** Certificates of the simulator, PEM; the folder that `sas-sos-pki` writes has them all. */
export interface SimulatorTls {
  /** What it serves with. */
  readonly server: { readonly cert: string; readonly key: string };
  /** What it presents to the vendor. */
  readonly client: { readonly cert: string; readonly key: string };
  /** Authorities of both sides. */
  readonly ca: string;
  /** Their revocation lists. */
  readonly crl: string;
  /** CN and OU of the vendor's certificate, which `/fhir` lets in. */
  readonly vendor: { readonly commonName: string; readonly organizationalUnit: string };
}

/** The platform, serving. */
export interface Simulator {
  /** Its origin, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Where the vendor reports appointments. */
  readonly fhirUrl: string;
  /** Issuer of the delegation by SAS. */
  readonly sasIssuer: string;
  /** Issuer that stands for Pro Santé Connect. */
  readonly pscIssuer: string;
  /** Ends what is in flight, writes the file, and stops. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
