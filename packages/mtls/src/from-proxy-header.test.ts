import { describe, expect, it, vi } from 'vitest';
import { fromProxyHeader, type ProxyHeaderSourceOptions } from './from-proxy-header.js';
import { awsAlbPassThroughPreset, awsAlbVerifyPreset } from './presets/aws-alb-preset.js';
import { clientCertPreset } from './presets/client-cert-preset.js';
import { envoyPreset } from './presets/envoy-preset.js';
import { createNginxPreset } from './presets/nginx-preset.js';
import { traefikPreset } from './presets/traefik-preset.js';
import {
  albOf,
  apache,
  ask,
  base64Of,
  chainOf,
  haproxy,
  hashOf,
  nginx,
  oneLine,
  pemOf,
  pki,
  platform,
  proxy,
  type Row,
  right,
  rightSubject,
  secret,
  subject,
  trust,
} from './proxy-headers.fixture.js';

describe('a certificate that the proxy passed on', () => {
  it.each<Row>([
    { name: 'nginx', by: 'nginx', headers: nginx('SUCCESS', right) },
    {
      name: 'nginx over IPv4 mapped to IPv6',
      by: 'nginx',
      headers: nginx('SUCCESS', right),
      from: '::ffff:10.1.2.3',
    },
    {
      name: 'nginx, chain checked here',
      by: 'nginx, chain checked',
      headers: nginx('SUCCESS', right),
    },
    { name: 'nginx, subject', by: 'nginx, subject', headers: subject('SUCCESS', rightSubject) },
    {
      name: 'nginx, proven by its secret',
      by: 'nginx, secret',
      headers: [...nginx('SUCCESS', right), ['X-Proxy-Secret', secret]],
      from: '192.0.2.1',
    },
    { name: 'HAProxy', by: 'haproxy', headers: haproxy('1', '0', base64Of(pki.platform)) },
    {
      name: 'HAProxy, subject',
      by: 'haproxy, subject',
      headers: [
        ['X-SSL-Client-Used', '1'],
        ['X-SSL-Client-Verify', '0'],
        ['X-SSL-Client-S-DN', rightSubject],
      ],
    },
    { name: 'Apache', by: 'apache', headers: apache('SUCCESS', oneLine(pemOf(pki.platform))) },
    {
      name: 'Traefik',
      by: 'traefik',
      headers: [['X-Forwarded-Tls-Client-Cert', chainOf(pki.platform).join(',')]],
    },
    {
      name: 'Traefik, escaped, with its info',
      by: 'traefik',
      headers: [
        ['X-Forwarded-Tls-Client-Cert', encodeURIComponent(base64Of(pki.platform))],
        ['X-Forwarded-Tls-Client-Cert-Info', 'Subject%3D%22CN%3Dother%22'],
      ],
    },
    {
      name: 'Envoy',
      by: 'envoy',
      headers: [
        [
          'x-forwarded-client-cert',
          `By=spiffe://a;By=b;Hash=${hashOf(pki.platform)};Cert="${right}";Subject="";URI=a;URI=b;DNS=a;DNS=b`,
        ],
      ],
    },
    {
      name: 'Envoy, with the chain',
      by: 'envoy, chain checked',
      headers: [
        [
          'x-forwarded-client-cert',
          `Cert="${right}";Chain="${encodeURIComponent(pki.platform.cert)}"`,
        ],
      ],
    },
    {
      name: 'Envoy, subject',
      by: 'envoy',
      headers: [['x-forwarded-client-cert', `Hash=${'a'.repeat(64)};Subject="${rightSubject}"`]],
    },
    {
      name: 'AWS load balancer that verifies',
      by: 'alb verify',
      headers: [
        ['X-Amzn-Mtls-Clientcert-Leaf', albOf(pemOf(pki.platform))],
        ['X-Amzn-Mtls-Clientcert-Subject', rightSubject],
        ['X-Amzn-Mtls-Clientcert-Serial-Number', '00'],
      ],
    },
    {
      name: 'AWS load balancer that passes through',
      by: 'alb pass-through',
      headers: [['X-Amzn-Mtls-Clientcert', albOf(pki.platform.cert)]],
    },
    {
      name: 'RFC 9440',
      by: 'rfc 9440',
      headers: [
        ['Client-Cert', `:${base64Of(pki.platform)}:`],
        [
          'Client-Cert-Chain',
          chainOf(pki.platform)
            .map((base64) => `:${base64}:`)
            .join(', '),
        ],
      ],
    },
  ])('is admitted: $name', async (row) => {
    expect((await ask(row))?.caller).toMatchObject(platform);
    // Once more, from the cache.
    expect((await ask(row))?.caller).toMatchObject(platform);
  });
});

describe('a certificate that was read', () => {
  it('is kept, for the 64 read last', () => {
    const read = vi.fn(() => ({ subject: [], verification: 'passed' }) as const);
    const preset = { headers: ['x-cert'], leavesChainToUs: false, isSubjectOnly: true, read };
    const source = fromProxyHeader({ preset, proxy });
    const readsAfter = (cert: string) => {
      const request = new Request('https://agenda.example/', { headers: { 'x-cert': cert } });
      source.read(request, { remoteAddress: '10.1.2.3' });
      return read.mock.calls.length;
    };
    for (let index = 0; index < 64; index += 1) readsAfter(`cert ${index}`);
    expect(readsAfter('cert 0')).toBe(64);
    expect(readsAfter('cert 64')).toBe(65);
    expect(readsAfter('cert 63')).toBe(65);
    expect(readsAfter('cert 0')).toBe(66);
  });
});

it('a chain may be checked here with every preset that has a certificate', () => {
  const presets = [awsAlbPassThroughPreset, awsAlbVerifyPreset, clientCertPreset, envoyPreset];
  for (const preset of [...presets, traefikPreset, createNginxPreset()]) {
    expect(fromProxyHeader({ preset, proxy, trust }).trust).toBe(trust);
  }
});

describe('options that prove nothing', () => {
  const preset = createNginxPreset();

  it.each([
    { name: 'no proof', options: { preset, proxy: {} }, option: 'proxy' },
    { name: 'no address', options: { preset, proxy: { addresses: [] } }, option: 'proxy' },
    {
      name: 'an empty list in addition to a secret',
      options: { preset, proxy: { addresses: [], secret: { header: 'X-Secret', value: secret } } },
      option: 'proxy',
    },
    {
      name: 'a range of all addresses',
      options: { preset, proxy: { addresses: ['0.0.0.0/0'] } },
      option: 'proxy.addresses',
    },
    {
      name: 'a range of all IPv6 addresses',
      options: { preset, proxy: { addresses: ['::/0'] } },
      option: 'proxy.addresses',
    },
    {
      name: 'no address in addition to a secret',
      options: { preset, proxy: { addresses: [], secret: { header: 'x', value: 'x'.repeat(16) } } },
      option: 'proxy',
    },
    {
      name: 'every address',
      options: { preset, proxy: { addresses: ['0.0.0.0/0'] } },
      option: 'proxy.addresses',
    },
    {
      name: 'a host name instead of an address',
      options: { preset, proxy: { addresses: ['proxy.example'] } },
      option: 'proxy.addresses',
    },
    {
      name: 'an invalid range',
      options: { preset, proxy: { addresses: ['10.0.0.0/33'] } },
      option: 'proxy.addresses',
    },
    {
      name: 'a short secret',
      options: { preset, proxy: { secret: { header: 'X-Secret', value: 'short' } } },
      option: 'proxy.secret.value',
    },
    {
      name: 'a secret in a header with underscores',
      options: { preset, proxy: { secret: { header: 'X_Secret', value: secret } } },
      option: 'proxy.secret.header',
    },
    {
      name: 'pass-through without trust to check the chain',
      options: { preset: awsAlbPassThroughPreset, proxy },
      option: 'trust',
    },
    { name: 'Traefik without trust', options: { preset: traefikPreset, proxy }, option: 'trust' },
    {
      name: 'a subject with trust to check its chain',
      options: { preset: createNginxPreset({ subjectHeader: 'x-dn' }), proxy, trust },
      option: 'trust',
    },
  ])('are refused by the factory: $name', ({ options, option }) => {
    expect(() => fromProxyHeader(options as ProxyHeaderSourceOptions)).toThrow(
      expect.objectContaining({
        code: 'SAS_OPTION_INVALID',
        issues: [expect.objectContaining({ expression: option })],
      }),
    );
  });

  it('are refused by a preset: a header name with underscores', () => {
    expect(() => createNginxPreset({ verifyHeader: 'ssl_client_verify' })).toThrow(
      expect.objectContaining({ code: 'SAS_OPTION_INVALID' }),
    );
  });
});
