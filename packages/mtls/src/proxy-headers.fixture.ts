import { createHash, X509Certificate } from 'node:crypto';
import { errorCatalogue, type SasErrorCode } from '@sas-sos/core';
import { createTestPki, type TestCertificate } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { createClientCertificateGuard } from './create-client-certificate-guard.js';
import { fromProxyHeader, type ProxyHeaderSourceOptions } from './from-proxy-header.js';
import { createApachePreset } from './presets/apache-preset.js';
import { awsAlbPassThroughPreset, awsAlbVerifyPreset } from './presets/aws-alb-preset.js';
import { clientCertPreset } from './presets/client-cert-preset.js';
import { envoyPreset } from './presets/envoy-preset.js';
import { createHaproxyPreset } from './presets/haproxy-preset.js';
import { createNginxPreset } from './presets/nginx-preset.js';
import { traefikPreset } from './presets/traefik-preset.js';
import { createTrustStore } from './trust-store.js';

export const platform = { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' };
export const pki = createTestPki({ platform });
export const { wrong } = pki;
export const trust = createTrustStore({ ca: pki.ca, crl: pki.crl });
export const proxy = { addresses: ['10.0.0.0/8'] };
export const secret = 'a-secret-of-the-proxy';

const subjectOf = { subjectHeader: 'X-SSL-Client-S-DN' };
const settings = {
  nginx: { preset: createNginxPreset(), proxy },
  'nginx, chain checked': { preset: createNginxPreset(), proxy, trust },
  'nginx, subject': {
    preset: createNginxPreset({ subjectHeader: 'ssl-client-subject-dn' }),
    proxy,
  },
  'nginx, secret': {
    preset: createNginxPreset(),
    proxy: { secret: { header: 'X-Proxy-Secret', value: ['another-secret-there', secret] } },
  },
  haproxy: { preset: createHaproxyPreset(), proxy },
  'haproxy, subject': { preset: createHaproxyPreset(subjectOf), proxy },
  apache: { preset: createApachePreset(), proxy },
  traefik: { preset: traefikPreset, proxy, trust },
  envoy: { preset: envoyPreset, proxy },
  'envoy, chain checked': { preset: envoyPreset, proxy, trust },
  'alb verify': { preset: awsAlbVerifyPreset, proxy },
  'alb pass-through': { preset: awsAlbPassThroughPreset, proxy, trust },
  'rfc 9440': { preset: clientCertPreset, proxy },
} satisfies Record<string, ProxyHeaderSourceOptions>;

type HeaderList = readonly (readonly [string, string])[];

/** A request sent by the proxy, or by another sender. */
export interface Row {
  readonly name: string;
  readonly by: keyof typeof settings;
  readonly headers: HeaderList;
  /** @defaultValue an address of the proxy */
  readonly from?: string | undefined;
}

const guards = new Map(
  Object.entries(settings).map(([name, options]) => [
    name,
    createClientCertificateGuard({ callers: [platform], source: fromProxyHeader(options) }),
  ]),
);

/** Asks a guard behind a proxy. */
export async function ask({ by, headers, from = '10.1.2.3' }: Omit<Row, 'name'>) {
  const request = new Request('https://agenda.example/fhir/Slot', {
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  });
  const guard = guards.get(by);
  return guard?.(request, { remoteAddress: from });
}

export const leafOf = ({ cert }: TestCertificate) => new X509Certificate(cert);
export const pemOf = (certificate: TestCertificate) => leafOf(certificate).toString();
export const base64Of = (certificate: TestCertificate) =>
  leafOf(certificate).raw.toString('base64');
export const escapedOf = (certificate: TestCertificate) => encodeURIComponent(pemOf(certificate));
export const hashOf = (certificate: TestCertificate) =>
  createHash('sha256').update(leafOf(certificate).raw).digest('hex');
/** A certificate as the load balancer writes it. */
export const albOf = (pem: string) =>
  encodeURIComponent(pem).replace(/%(2B|2F|3D)/g, decodeURIComponent);
export const oneLine = (pem: string) => pem.trimEnd().replaceAll('\n', ' ');
export const chainOf = ({ cert }: TestCertificate) =>
  cert.split(/(?=-----BEGIN)/).map((pem) => new X509Certificate(pem).raw.toString('base64'));

export const nginx = (verify: string, certificate: string): HeaderList => [
  ['ssl-client-verify', verify],
  ['ssl-client-cert', certificate],
];
export const haproxy = (used: string, verify: string, der: string): HeaderList => [
  ['X-SSL-Client-Used', used],
  ['X-SSL-Client-Verify', verify],
  ['X-SSL-Client-DER', der],
];
export const apache = (verify: string, certificate: string): HeaderList => [
  ['X-SSL-Client-Verify', verify],
  ['X-SSL-Client-Cert', certificate],
];
export const subject = (verify: string, text: string): HeaderList => [
  ['ssl-client-verify', verify],
  ['ssl-client-subject-dn', text],
];
export const rightSubject = `CN=${platform.commonName},OU=${platform.organizationalUnit},O=GIP,C=FR`;
export const right = escapedOf(pki.platform);

/** Tests that requests are refused with the same code. */
export function describeRefused(code: SasErrorCode, rows: readonly Row[]) {
  describe(code, () => {
    it.each(rows)('$by: $name', async (row) => {
      const decision = await ask(row);
      expect(decision?.refusal?.code).toBe(code);
      expect([401, 403]).toContain(errorCatalogue[code].status);
    });
  });
}
