import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../config.js';

const caller = { CLIENT_CN: 'sas-agregateur', CLIENT_OU: '318751275100020' };
const files = { TLS_CERT: 'cert', TLS_KEY: 'key', TLS_CA: 'ca', TLS_CRL: 'crl' };
const inNode = { ...files, ...caller };
const inProxy = {
  ...caller,
  CLIENT_CERTIFICATE_PROXY: 'nginx',
  PROXY_SECRET: 'a secret of the proxy',
  PUBLIC_URL: 'https://agenda.example',
};

/** Without sign-on, which has its own rules for addresses. */
const parse = (environment: Readonly<Record<string, string>>) =>
  parseConfig({ SSO_METHOD: 'none', ...environment });

function variablesRefused(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    parse(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return [...error.variables].sort();
    throw error;
  }
}

describe('TLS that ends in Node', () => {
  it('is accepted', () => {
    expect(parse(inNode).tls).toEqual({
      endsIn: 'node',
      caller: { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' },
      files: { cert: 'cert', key: 'key', ca: 'ca', crl: 'crl' },
    });
  });

  it.each(Object.keys(inNode))('is refused without %s', (variable) => {
    expect(variablesRefused({ ...inNode, [variable]: '' })).toEqual([variable]);
  });

  it('is refused when incomplete, naming everything that is missing', () => {
    expect(variablesRefused({ TLS_CERT: 'cert' })).toEqual(
      Object.keys(inNode)
        .filter((variable) => variable !== 'TLS_CERT')
        .sort(),
    );
  });

  it.each(['0.0.0.0', '::', '192.168.1.10', 'agenda.example'])('listens on %s', (host) => {
    expect(parse({ ...inNode, HOST: host }).host).toBe(host);
  });

  it.each([
    { name: 'a site over HTTP', environment: { PUBLIC_URL: 'http://agenda.example' } },
    { name: 'a secret of a proxy', environment: { PROXY_SECRET: 'a secret of the proxy' } },
    { name: 'addresses of a proxy', environment: { PROXY_ADDRESSES: '127.0.0.1' } },
  ])('is refused with $name', ({ environment }) => {
    expect(variablesRefused({ ...inNode, ...environment } as Record<string, string>)).toEqual(
      Object.keys(environment),
    );
  });
});

describe('TLS that ends in a proxy', () => {
  it.each(['nginx', 'haproxy', 'apache'])('is accepted: %s', (proxy) => {
    const trust = { TLS_CA: 'ca', TLS_CRL: 'crl', PROXY_ADDRESSES: '127.0.0.1, ::1' };
    expect(parse({ ...inProxy, ...trust, CLIENT_CERTIFICATE_PROXY: proxy }).tls).toEqual({
      endsIn: 'proxy',
      caller: { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' },
      proxy,
      addresses: ['127.0.0.1', '::1'],
      secret: 'a secret of the proxy',
      trust: { ca: 'ca', crl: 'crl' },
    });
  });

  it('is accepted without authorities, and with only an address as proof', () => {
    const { tls } = parse({ ...inProxy, PROXY_SECRET: '', PROXY_ADDRESSES: '127.0.0.1' });
    expect(tls).toMatchObject({ addresses: ['127.0.0.1'], secret: undefined, trust: undefined });
  });

  it.each(['CLIENT_CN', 'CLIENT_OU', 'PUBLIC_URL', 'PROXY_SECRET'])(
    'is refused without %s',
    (variable) => {
      expect(variablesRefused({ ...inProxy, [variable]: '' })).toEqual([variable]);
    },
  );

  it.each([
    { name: 'another proxy', environment: { CLIENT_CERTIFICATE_PROXY: 'traefik' } },
    { name: 'a certificate of its own', environment: { TLS_CERT: 'cert' } },
    { name: 'a key of its own', environment: { TLS_KEY: 'key' } },
    { name: 'a network host', environment: { HOST: '0.0.0.0' } },
    { name: 'a site over HTTP', environment: { PUBLIC_URL: 'http://agenda.example' } },
  ])('is refused with $name', ({ environment }) => {
    expect(variablesRefused({ ...inProxy, ...environment } as Record<string, string>)).toEqual(
      Object.keys(environment),
    );
  });

  it.each([
    { given: { TLS_CA: 'ca' }, refused: ['TLS_CRL'] },
    { given: { TLS_CRL: 'crl' }, refused: ['TLS_CA'] },
  ])('is refused with only authorities or only lists: $given', ({ given, refused }) => {
    expect(variablesRefused({ ...inProxy, ...given } as Record<string, string>)).toEqual(refused);
  });
});

describe('A variable that does not protect anything alone', () => {
  it.each(['CLIENT_CN', 'CLIENT_OU', 'PROXY_ADDRESSES', 'PROXY_SECRET'])(
    'is refused: %s',
    (variable) => {
      expect(variablesRefused({ [variable]: 'a' })).toEqual([variable]);
    },
  );
});
