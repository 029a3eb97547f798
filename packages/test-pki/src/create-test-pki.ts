import { systemClock } from '@sas-sos/core';
import { toLeafExtensions } from './certificate-extensions.js';
import { createKeys } from './create-keys.js';
import { createTestAuthority, type TestAuthority } from './create-test-authority.js';
import { type IssuedCertificate, issueCertificate, type TestPeriod } from './issue-certificate.js';
import type {
  TestCertificate,
  TestClientRequest,
  TestCrlRequest,
  TestPki,
  TestPkiOptions,
  WrongCertificates,
} from './test-pki.js';
import { type TestSubjectAttributes, toName } from './to-name.js';

const day = 86_400_000;

/**
 * Creates a throw-away PKI: a root authority, an intermediate one, the certificates of a server, of
 * the platform and of the vendor, and every invalid one. For tests and demos; without openssl.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:https';
 * import { createTlsOptions, createTrustStore } from '@sas-sos/mtls';
 *
 * const pki = createTestPki({ platform: { commonName: 'sas', organizationalUnit: '3…' } });
 * const trust = createTrustStore({ ca: pki.ca, crl: pki.crl });
 * const server = createServer(createTlsOptions({ ...pki.server, trust }));
 * ```
 */
export function createTestPki(options: TestPkiOptions = {}): TestPki {
  const {
    hosts = ['localhost', '127.0.0.1', '::1'],
    platform = { commonName: 'sas-platform-test', organizationalUnit: '300000000000000' },
    vendor = { commonName: 'vendor-test', organizationalUnit: '300000000000001' },
    clock = systemClock,
  } = options;
  const now = clock.now();
  const period: TestPeriod = { from: now - day, to: now + 365 * day };
  const longPeriod: TestPeriod = { from: now - 10 * day, to: now + 3650 * day };
  const serials = new Map<string, { authority: TestAuthority; serial: Uint8Array }>();

  const { root, intermediate } = createChain(longPeriod);
  const revokedIntermediate = root.issueAuthority({
    commonName: 'ACI-EL-ORG-TEST-REVOKED',
    period: longPeriod,
  });
  const unlistedIntermediate = root.issueAuthority({
    commonName: 'ACI-EL-ORG-TEST-UNLISTED',
    period: longPeriod,
  });
  const { intermediate: impostor } = createChain(longPeriod);

  function keep(authority: TestAuthority, { cert, key, serial }: IssuedCertificate) {
    const certificate: TestCertificate = { cert: cert + authority.cert, key };
    serials.set(certificate.cert, { authority, serial });
    return certificate;
  }

  function issueClient(request: TestClientRequest = {}, authority = intermediate) {
    const subject = toSubject({
      commonNames: request.commonNames ?? [platform.commonName],
      organizationalUnits: request.organizationalUnits ?? [platform.organizationalUnit],
    });
    const { notBefore = period.from, notAfter = period.to } = request;
    const validity = { from: notBefore, to: notAfter };
    return keep(authority, authority.issue({ subject, period: validity, usage: 'client' }));
  }

  function issueServer() {
    const subject: TestSubjectAttributes = [
      ['C', 'FR'],
      ['CN', hosts[0] ?? 'localhost'],
    ];
    return keep(intermediate, intermediate.issue({ subject, period, usage: 'server', hosts }));
  }

  const { commonName, organizationalUnit } = platform;
  const platformSubject = toSubject({
    commonNames: [commonName],
    organizationalUnits: [organizationalUnit],
  });
  const selfSigned = issueSelfSigned(platformSubject, period);
  const missing = unlistedIntermediate.issue({ subject: platformSubject, period, usage: 'client' });
  const wrong: WrongCertificates = {
    commonName: issueClient({ commonNames: [`${commonName}-other`] }),
    organizationalUnit: issueClient({ organizationalUnits: ['399999999999999'] }),
    containedOrganizationalUnit: issueClient({ organizationalUnits: [`${organizationalUnit}0`] }),
    severalOrganizationalUnits: issueClient({
      organizationalUnits: [organizationalUnit, '399999999999999'],
    }),
    severalCommonNames: issueClient({ commonNames: [commonName, 'other'] }),
    expired: issueClient({ notBefore: now - 5 * day, notAfter: now - day }),
    notYetValid: issueClient({ notBefore: now + day }),
    revoked: issueClient(),
    revokedIntermediate: issueClient({}, revokedIntermediate),
    unknownAuthority: issueClient({}, impostor),
    selfSigned: { cert: selfSigned.cert, key: selfSigned.key },
    missingIntermediate: { cert: missing.cert, key: missing.key },
    purpose: keep(
      intermediate,
      intermediate.issue({ subject: platformSubject, period, usage: 'server' }),
    ),
  };

  function serialsOf(authority: TestAuthority, revoked: readonly TestCertificate[]) {
    return revoked.flatMap(({ cert }) => {
      const issued = serials.get(cert);
      return issued?.authority === authority ? [issued.serial] : [];
    });
  }

  let lists = 0;
  function issueCrl({ revoked = [], nextUpdate = now + 30 * day }: TestCrlRequest = {}) {
    // Each is dated a second later than the previous one: of two lists, the newer is in force.
    lists += 1;
    const from = Math.min(now - 2 * day, nextUpdate - day) + lists * 1000;
    const listed = { from, to: nextUpdate };
    return [
      intermediate.issueCrl({
        revoked: serialsOf(intermediate, [wrong.revoked, ...revoked]),
        period: listed,
      }),
      revokedIntermediate.issueCrl({
        revoked: serialsOf(revokedIntermediate, revoked),
        period: listed,
      }),
      root.issueCrl({ revoked: [revokedIntermediate.serial], period: listed }),
    ].join('');
  }

  const staleCrl = issueCrl({ nextUpdate: now - day });
  return {
    ca: intermediate.cert + revokedIntermediate.cert + root.cert,
    root: root.cert,
    crl: issueCrl(),
    staleCrl,
    server: issueServer(),
    platform: issueClient(),
    vendor: issueClient({
      commonNames: [vendor.commonName],
      organizationalUnits: [vendor.organizationalUnit],
    }),
    wrong,
    issueServer,
    issueClient: (request) => issueClient(request),
    issueCrl,
  };
}

/** Creates the two levels of IGC-Santé, with the names of its test chain. */
function createChain(period: TestPeriod) {
  const root = createTestAuthority({ commonName: 'ACR-EL-TEST', period });
  const intermediate = root.issueAuthority({ commonName: 'ACI-EL-ORG-TEST', period });
  return { root, intermediate };
}

/** Issues a client certificate that no authority vouches for. */
function issueSelfSigned(subject: TestSubjectAttributes, period: TestPeriod): IssuedCertificate {
  const self = { subject: toName(subject), keys: createKeys() };
  const extensions = toLeafExtensions('client', []);
  return issueCertificate(self, { period, issuer: self, extensions });
}

function toSubject(names: {
  readonly commonNames: readonly string[];
  readonly organizationalUnits: readonly string[];
}): TestSubjectAttributes {
  return [
    ['C', 'FR'],
    ['O', 'TEST ONLY'],
    ...names.organizationalUnits.map((value) => ['OU', value] as const),
    ...names.commonNames.map((value) => ['CN', value] as const),
  ];
}
