import { X509Certificate } from 'node:crypto';
import type { TestCertificate } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { createClientCertificateGuard } from './create-client-certificate-guard.js';
import { fromProxyHeader } from './from-proxy-header.js';
import { awsAlbPassThroughPreset } from './presets/aws-alb-preset.js';
import { clientCertPreset } from './presets/client-cert-preset.js';
import { envoyPreset } from './presets/envoy-preset.js';
import type { ProxyPreset } from './presets/proxy-preset.js';
import { traefikPreset } from './presets/traefik-preset.js';
import {
  albOf,
  base64Of,
  chainOf,
  escapedOf,
  pki,
  platform,
  proxy,
  rightSubject,
  trust,
  wrong,
} from './proxy-headers.fixture.js';

/** Asks a guard that tolerates missing and stale lists. */
async function askTolerant(preset: ProxyPreset, headers: Record<string, string>) {
  const guard = createClientCertificateGuard({
    callers: [platform],
    source: fromProxyHeader({ preset, proxy, trust }),
    revocation: { missing: 'warn', stale: 'warn' },
  });
  const request = new Request('https://agenda.example/fhir/Slot', { headers });
  return (await guard(request, { remoteAddress: '10.1.2.3' })).refusal?.code;
}

interface Carrier {
  readonly name: string;
  readonly preset: ProxyPreset;
  readonly write: (certificate: TestCertificate) => Record<string, string>;
}

const root = new X509Certificate(pki.root).raw.toString('base64');
const carriers: readonly Carrier[] = [
  {
    name: 'AWS ALB',
    preset: awsAlbPassThroughPreset,
    write: ({ cert }) => ({ 'x-amzn-mtls-clientcert': albOf(cert + pki.root) }),
  },
  {
    name: 'Traefik',
    preset: traefikPreset,
    write: (certificate) => ({
      'x-forwarded-tls-client-cert': [...chainOf(certificate), root].join(','),
    }),
  },
  {
    name: 'Envoy, Chain',
    preset: envoyPreset,
    write: (certificate) => ({
      'x-forwarded-client-cert': `Cert="${escapedOf(certificate)}";Chain="${encodeURIComponent(certificate.cert)}"`,
    }),
  },
  {
    name: 'RFC 9440, Client-Cert-Chain',
    preset: clientCertPreset,
    write: (certificate) => ({
      'client-cert': `:${base64Of(certificate)}:`,
      'client-cert-chain': chainOf(certificate)
        .slice(1)
        .map((base64) => `:${base64}:`)
        .join(', '),
    }),
  },
];

describe('a copy of an authority sent by the caller, with missing lists tolerated', () => {
  it.each(carriers)('does not hide that a certificate is revoked: $name', async (carrier) => {
    const { preset, write } = carrier;
    expect(await askTolerant(preset, write(wrong.revoked))).toBe('SAS_CLIENT_CERTIFICATE_REVOKED');
    expect(await askTolerant(preset, write(wrong.revokedIntermediate))).toBe(
      'SAS_CLIENT_CERTIFICATE_REVOKED',
    );
    expect(await askTolerant(preset, write(pki.platform))).toBeUndefined();
  });
});

describe('a header without a certificate, with the chain checked', () => {
  it('is refused: Envoy with Subject alone', async () => {
    const headers = { 'x-forwarded-client-cert': `Subject="${rightSubject}"` };
    expect(await askTolerant(envoyPreset, headers)).toBe('SAS_CLIENT_CERTIFICATE_UNTRUSTED');
  });
});

describe('a chain of spaces', () => {
  it('is refused at once', async () => {
    const headers = {
      'client-cert': `:${base64Of(pki.platform)}:`,
      'client-cert-chain': `x${' '.repeat(200_000)}x${' ,'.repeat(50_000)}`,
    };
    expect(await askTolerant(clientCertPreset, headers)).toBe('SAS_PROXY_HEADER_MALFORMED');
  });
});
