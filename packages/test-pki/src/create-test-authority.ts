import {
  toAuthorityExtensions,
  toLeafExtensions,
  toTestExtension,
} from './certificate-extensions.js';
import { createKeys } from './create-keys.js';
import {
  type IssuedCertificate,
  issueCertificate,
  type Party,
  type TestPeriod,
} from './issue-certificate.js';
import { issueRevocationList } from './issue-revocation-list.js';
import type { TestExtension } from './test-extension.js';
import { type TestSubjectAttributes, toName } from './to-name.js';

/** An authority to be created. */
export interface TestAuthorityRequest {
  /** `CN` of the authority; its `C` is `FR` and its `O` `TEST ONLY`. */
  readonly commonName: string;
  /** When its certificate is valid. */
  readonly period: TestPeriod;
  /**
   * How many levels of authorities may be below it.
   *
   * @defaultValue any number
   */
  readonly pathLength?: number | undefined;
  /** Extensions in addition to the usual ones. */
  readonly extensions?: readonly TestExtension[] | undefined;
}

/** A certificate to be issued by an authority. */
export interface TestIssueRequest {
  /** Its subject. */
  readonly subject: TestSubjectAttributes;
  /** When it is valid. */
  readonly period: TestPeriod;
  /** Which end of a connection it is for. */
  readonly usage: 'client' | 'server';
  /** Host names and addresses of a server. */
  readonly hosts?: readonly string[] | undefined;
  /** Extensions in addition to the usual ones. */
  readonly extensions?: readonly TestExtension[] | undefined;
}

/** A revocation list to be issued by an authority. */
export interface TestRevocationListRequest {
  /** Serial numbers of the revoked certificates. */
  readonly revoked: readonly Uint8Array[];
  /** When the list comes into force, and when the next one is due. */
  readonly period: TestPeriod;
  /** Extensions in addition to the usual ones. */
  readonly extensions?: readonly TestExtension[] | undefined;
}

/** A certificate authority that lives in memory. */
export interface TestAuthority extends IssuedCertificate {
  /** Issues a certificate to a client or a server. */
  issue(request: TestIssueRequest): IssuedCertificate;
  /** Creates an authority below this one. */
  issueAuthority(request: TestAuthorityRequest): TestAuthority;
  /** Issues a revocation list, PEM. */
  issueCrl(request: TestRevocationListRequest): string;
}

/**
 * Creates a root authority, for a test that builds its own chain; `createTestPki` creates a chain
 * like that of IGC-Santé.
 *
 * @example
 * ```ts
 * const period = { from: Date.now(), to: Date.now() + 86_400_000 };
 * const root = createTestAuthority({ commonName: 'root', period });
 * const authority = root.issueAuthority({ commonName: 'intermediate', period, pathLength: 0 });
 * const { cert, key } = authority.issue({ subject: [['CN', 'caller']], period, usage: 'client' });
 * ```
 */
export function createTestAuthority(request: TestAuthorityRequest): TestAuthority {
  return createAuthority(request);
}

/** Creates an authority; without an issuer, a self-signed one. */
function createAuthority(request: TestAuthorityRequest, above?: Party): TestAuthority {
  const self: Party = {
    subject: toName([
      ['C', 'FR'],
      ['O', 'TEST ONLY'],
      ['CN', request.commonName],
    ]),
    keys: createKeys(),
  };
  const own = issueCertificate(self, {
    period: request.period,
    issuer: above ?? self,
    extensions: [
      ...toAuthorityExtensions(request.pathLength),
      ...(request.extensions ?? []).map(toTestExtension),
    ],
  });
  let lists = 0;
  return {
    ...own,
    issue({ subject, period, usage, hosts = [], extensions = [] }) {
      const party = { subject: toName(subject), keys: createKeys() };
      return issueCertificate(party, {
        period,
        issuer: self,
        extensions: [...toLeafExtensions(usage, hosts), ...extensions.map(toTestExtension)],
      });
    },
    issueAuthority: (below) => createAuthority(below, self),
    issueCrl({ revoked, period, extensions = [] }) {
      lists += 1;
      return issueRevocationList(self, {
        revoked,
        period,
        number: lists,
        extensions: extensions.map(toTestExtension),
      });
    },
  };
}
