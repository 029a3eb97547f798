import type { Clock } from '@sas-sos/core';

/** Subject of a throw-away certificate. */
export interface TestSubject {
  /** `CN`. */
  readonly commonName: string;
  /** `OU`. */
  readonly organizationalUnit: string;
}

/** A certificate and its key. */
export interface TestCertificate {
  /** The certificate, followed by the intermediate authority; PEM. */
  readonly cert: string;
  /** Its private key; PEM, not encrypted. */
  readonly key: string;
}

/** Options of a throw-away PKI. */
export interface TestPkiOptions {
  /**
   * Host names and addresses of the server.
   *
   * @defaultValue `localhost`, `127.0.0.1` and `::1`
   */
  readonly hosts?: readonly string[] | undefined;
  /**
   * Subject of the platform's client certificate.
   *
   * @defaultValue CN `sas-platform-test`, OU `300000000000000`
   */
  readonly platform?: TestSubject | undefined;
  /**
   * Subject of the vendor's own client certificate.
   *
   * @defaultValue CN `vendor-test`, OU `300000000000001`
   */
  readonly vendor?: TestSubject | undefined;
  /** @defaultValue the system clock */
  readonly clock?: Clock | undefined;
}

/** A client certificate to be issued. */
export interface TestClientRequest {
  /**
   * Values of `CN`, one attribute each.
   *
   * @defaultValue the platform's
   */
  readonly commonNames?: readonly string[] | undefined;
  /**
   * Values of `OU`, one attribute each.
   *
   * @defaultValue the platform's
   */
  readonly organizationalUnits?: readonly string[] | undefined;
  /**
   * Start of its validity, in milliseconds since 1970.
   *
   * @defaultValue yesterday
   */
  readonly notBefore?: number | undefined;
  /**
   * End of its validity, in milliseconds since 1970.
   *
   * @defaultValue in a year
   */
  readonly notAfter?: number | undefined;
}

/** Revocation lists to be issued. */
export interface TestCrlRequest {
  /** Certificates of this PKI to revoke, in addition to those that always are. */
  readonly revoked?: readonly TestCertificate[] | undefined;
  /**
   * When the next lists are due, in milliseconds since 1970; in the past for stale ones.
   *
   * @defaultValue in 30 days
   */
  readonly nextUpdate?: number | undefined;
}

/** Certificates that must be refused, each with one fault. */
export interface WrongCertificates {
  /** Another CN. */
  readonly commonName: TestCertificate;
  /** Another OU. */
  readonly organizationalUnit: TestCertificate;
  /** An OU that contains the right one and more characters. */
  readonly containedOrganizationalUnit: TestCertificate;
  /** Two OU, the right one among them. */
  readonly severalOrganizationalUnits: TestCertificate;
  /** Two CN, the right one among them. */
  readonly severalCommonNames: TestCertificate;
  /** Ended yesterday. */
  readonly expired: TestCertificate;
  /** Starts tomorrow. */
  readonly notYetValid: TestCertificate;
  /** Revoked by the intermediate authority. */
  readonly revoked: TestCertificate;
  /** Issued by an intermediate authority that the root revoked. */
  readonly revokedIntermediate: TestCertificate;
  /** Issued by other authorities with the right names. */
  readonly unknownAuthority: TestCertificate;
  /** Self-signed, with the right subject. */
  readonly selfSigned: TestCertificate;
  /** Sent without its intermediate authority, which is not in `ca` either. */
  readonly missingIntermediate: TestCertificate;
  /** A server certificate, with the right subject. */
  readonly purpose: TestCertificate;
}

/** Authorities and certificates in memory, arranged like those of IGC-Santé. */
export interface TestPki {
  /** Root and intermediate authorities; PEM. */
  readonly ca: string;
  /** The root authority alone; PEM. */
  readonly root: string;
  /** A revocation list of each authority, in force; PEM. */
  readonly crl: string;
  /** The same lists, past their date; PEM. */
  readonly staleCrl: string;
  /** Certificate of a server. */
  readonly server: TestCertificate;
  /** The platform's client certificate. */
  readonly platform: TestCertificate;
  /** The vendor's own client certificate. */
  readonly vendor: TestCertificate;
  /** Certificates that must be refused. */
  readonly wrong: WrongCertificates;
  /** Issues another server certificate, as a renewal does. */
  issueServer(): TestCertificate;
  /** Issues another client certificate; with the platform's subject by default. */
  issueClient(request?: TestClientRequest): TestCertificate;
  /** Issues new revocation lists, one of each authority; PEM. */
  issueCrl(request?: TestCrlRequest): string;
}
