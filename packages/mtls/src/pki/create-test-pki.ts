import { systemClock } from '@sas-sos/core';
import type { SubjectAttributes } from './certificate-parts.js';
import {
  createRootAuthority,
  createSelfSigned,
  type IssuedCertificate,
  type Period,
  type TestAuthority,
} from './test-authority.js';
import type {
  TestCertificate,
  TestClientRequest,
  TestCrlRequest,
  TestPki,
  TestPkiOptions,
  WrongCertificates,
} from './test-pki.js';

const day = 86_400_000;

/**
 * Makes a throw-away PKI: a root authority, an intermediate one, the certificates of a server, of
 * the platform and of the vendor, and every wrong one. For tests and demos; without openssl.
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
  const period: Period = { from: now - day, to: now + 365 * day };
  const longPeriod: Period = { from: now - 10 * day, to: now + 3650 * day };
  const serials = new Map<string, { authority: TestAuthority; serial: ArrayBuffer }>();

  const { root, intermediate } = createChain(longPeriod);
  const revokedIntermediate = root.found('ACI-EL-ORG-TEST-REVOKED', longPeriod);
  const unlistedIntermediate = root.found('ACI-EL-ORG-TEST-UNLISTED', longPeriod);
  const { intermediate: impostor } = createChain(longPeriod);

  function keep(authority: TestAuthority, { pem, key, serial }: IssuedCertificate) {
    const certificate: TestCertificate = { cert: pem + authority.pem, key };
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
    const subject: SubjectAttributes = [
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
  const selfSigned = createSelfSigned(platformSubject, period);
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
    selfSigned: { cert: selfSigned.pem, key: selfSigned.key },
    missingIntermediate: { cert: missing.pem, key: missing.key },
    purpose: keep(
      intermediate,
      intermediate.issue({ subject: platformSubject, period, usage: 'server' }),
    ),
  };

  function serialsOf(authority: TestAuthority, revoked: readonly TestCertificate[]) {
    return revoked
      .map(({ cert }) => serials.get(cert))
      .filter((known) => known?.authority === authority)
      .map((known) => known?.serial as ArrayBuffer);
  }

  let lists = 0;
  function issueCrl({ revoked = [], nextUpdate = now + 30 * day }: TestCrlRequest = {}) {
    // Each is a second younger than the one before: of two, the younger is in force.
    lists += 1;
    const from = Math.min(now - 2 * day, nextUpdate - day) + lists * 1000;
    const listed = { from, to: nextUpdate };
    return [
      intermediate.list(serialsOf(intermediate, [wrong.revoked, ...revoked]), listed),
      revokedIntermediate.list(serialsOf(revokedIntermediate, revoked), listed),
      root.list([revokedIntermediate.serial], listed),
    ].join('');
  }

  const staleCrl = issueCrl({ nextUpdate: now - day });
  return {
    ca: intermediate.pem + revokedIntermediate.pem + root.pem,
    root: root.pem,
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

/** The two levels of IGC-Santé, under the names of its test chain. */
function createChain(period: Period) {
  const root = createRootAuthority('ACR-EL-TEST', period);
  return { root, intermediate: root.found('ACI-EL-ORG-TEST', period) };
}

function toSubject(names: {
  readonly commonNames: readonly string[];
  readonly organizationalUnits: readonly string[];
}): SubjectAttributes {
  return [
    ['C', 'FR'],
    ['O', 'TEST ONLY'],
    ...names.organizationalUnits.map((value) => ['OU', value] as const),
    ...names.commonNames.map((value) => ['CN', value] as const),
  ];
}
