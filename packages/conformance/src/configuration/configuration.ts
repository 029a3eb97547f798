import type { BookingDriver } from './booking-driver.js';
import type { CertificateIdentity } from './certificate-identity.js';

/** What a run needs to know of a vendor. Only `vendor` is required: the rest is left out, and why. */
export interface Configuration {
  /** The vendor's FHIR base, such as `https://agenda.example/fhir`. */
  readonly vendor: string;
  /**
   * Test associations, by SIRET with or without the prefix `3`. Every place has free slots, none of
   * them a home visit.
   *
   * @defaultValue the first two that fit, of those that the vendor lists
   */
  readonly associations?: TestAssociations | undefined;
  /** Slot types that the test associations have: `PUBLIC`, `SNP`. */
  readonly slotTypes?: readonly string[] | undefined;
  /** Consultation types that the test associations have: `AMB`, `VR`. */
  readonly consultations?: readonly string[] | undefined;
  /** Certificates of the caller; needed over https with mutual TLS. */
  readonly certificates?: Certificates | undefined;
  /** A running simulator, such as `http://127.0.0.1:4000`: sign-on, and reports received. */
  readonly simulator?: string | undefined;
  readonly signOn?: SignOnSettings | undefined;
  /** How to book on the vendor's own pages. */
  readonly booking?: BookingDriver | undefined;
  /** Reports as a vendor pastes them into the official kit: files of JSON, or the resources. */
  readonly appointments?: readonly (string | object)[] | undefined;
  readonly declarations?: Declarations | undefined;
  readonly accounts?: AccountSettings | undefined;
  /** The HL7 validator, for the official profiles. */
  readonly validator?: ValidatorSettings | undefined;
  readonly limits?: Limits | undefined;
}

/** The HL7 validator: a jar or a service, not both. */
export interface ValidatorSettings {
  /** Path of `validator_cli.jar`. */
  readonly jar?: string | undefined;
  /** The HTTP service that Inferno uses (validator-wrapper), such as `http://127.0.0.1:3500`. */
  readonly url?: string | undefined;
  /**
   * The ANS's package: a file, or a name with its version; the service takes names alone.
   *
   * @defaultValue `['ans.fhir.fr.sas#1.1.0']`, the official kit's, which is downloaded
   */
  readonly packages?: readonly string[] | undefined;
  /** Program that runs the jar. @defaultValue `java` */
  readonly java?: string | undefined;
}

/** Associations that the vendor prepared. */
export interface TestAssociations {
  /** SIRET of an association with exactly one place. */
  readonly onePlace?: string | undefined;
  /** SIRET of an association with exactly two places. */
  readonly twoPlaces?: string | undefined;
}

/** Certificates of the caller: PEM text, or paths of PEM files. */
export interface Certificates {
  /** Authorities of the vendor's server. @defaultValue those of Node */
  readonly ca?: string | undefined;
  /** The one that the vendor must admit. */
  readonly valid?: CertificateIdentity | undefined;
  readonly wrongCommonName?: CertificateIdentity | undefined;
  readonly wrongOrganizationalUnit?: CertificateIdentity | undefined;
  readonly revoked?: CertificateIdentity | undefined;
}

/** How regulators sign on. */
export interface SignOnSettings {
  /** Appended to agenda URLs. @defaultValue the simulator's, or `sas-preprod` */
  readonly origin?: string | undefined;
  /**
   * Start of the addresses of the platform's login page.
   *
   * @defaultValue `/protocol/openid-connect/` in any path
   */
  readonly loginPage?: string | undefined;
  /** A text that only a regulator's page has: tells it from pages of others. */
  readonly regulatorPage?: string | undefined;
  /** How long the vendor trusts a session before an arrival confirms it, in seconds. */
  readonly confirmSeconds?: number | undefined;
  /** Fields of the forms between sign-on and agenda, such as terms of use: name and value. */
  readonly accept?: Readonly<Record<string, string>> | undefined;
}

/** The six questions of the official kit, answered by a person. */
export interface Declarations {
  /** The RPPS identifies health professionals. */
  readonly rppsUsed?: Answer | undefined;
  /** It is always there. */
  readonly rppsAlwaysThere?: Answer | undefined;
  /** Which national identifier structures have: `SIRET`, `FINESS`… */
  readonly structureIdentifier?: Answer | undefined;
  /** Health data are hosted by a certified host (HDS). */
  readonly healthDataHosting?: Answer | undefined;
  /** Effectors sign in with two factors. */
  readonly twoFactor?: Answer | undefined;
  /** Failed sign-ins lock the account. */
  readonly lockOut?: Answer | undefined;
}

/** `true`, `false`, or a text. */
export type Answer = boolean | string;

/** Identities of the accounts that a run creates. */
export interface AccountSettings {
  /** `new` at each run, or `fixed`: the same each time, as with the official kit. @defaultValue `new` */
  readonly identifiers?: 'new' | 'fixed' | undefined;
  /** Makes new identities repeatable. @defaultValue random */
  readonly seed?: string | undefined;
  /** Domain of their e-mail addresses. @defaultValue `conformance.example` */
  readonly emailDomain?: string | undefined;
  /**
   * Called at the end with what was created, for vendors who can forget test accounts; waited for 30
   * seconds at most. The report says if it failed.
   */
  readonly forgetAccounts?: ForgetAccounts | undefined;
}

/** Forgets test accounts. */
export type ForgetAccounts = (accounts: readonly CreatedAccount[]) => Promise<void> | void;

/** An account that a run created; it has been disabled. */
export interface CreatedAccount {
  /** `urn:oid:…|value`: all identifiers that it has had. */
  readonly identifiers: readonly string[];
  readonly emails: readonly string[];
  /** The `Location` of its creation. */
  readonly location: string | undefined;
}

/** Limits of a run, in milliseconds. */
export interface Limits {
  /** For one answer. @defaultValue 7000, as the platform */
  readonly answer?: number | undefined;
  /** For a report to arrive at the simulator. @defaultValue 5000 */
  readonly report?: number | undefined;
  /** For the whole run. @defaultValue 120000; 900000 with a validator, which is slow to start */
  readonly run?: number | undefined;
}
