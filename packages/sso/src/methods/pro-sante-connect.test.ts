import { generateKeyPairSync } from 'node:crypto';
import { createTestProvider, type TestProvider } from '@sas-sos/test-provider';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { proSanteConnectIssuers } from '../environments/pro-sante-connect-environments.js';
import {
  account,
  arrivalUrl,
  camille,
  client,
  createVendor,
  lastLocation,
  page,
  signIn,
} from '../vendor.fixture.js';
import { proSanteConnect } from './pro-sante-connect.js';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const users = [
  camille,
  { login: 'bare', claims: { preferred_username: '10000000001' } },
  { login: 'uuid', claims: { SubjectNameID: '7b0c6a3e-4c3b-4a59-9a6b-0a3f0a1f5c11' } },
  { login: 'nothing', claims: { given_name: 'Camille' } },
  { login: 'strong', claims: { SubjectNameID: '810000000001' }, acr: 'eidas3' },
];

let provider: TestProvider;
beforeAll(async () => {
  provider = await createTestProvider({
    realm: 'esante-wallet',
    users,
    clients: [
      client,
      { ...client, clientId: 'posts', authentication: 'client_secret_post' },
      {
        ...client,
        clientId: 'signs',
        authentication: 'private_key_jwt',
        publicKey: { ...publicKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig' },
      },
      { ...client, clientId: 'jwt', userinfo: 'jwt' },
    ],
  });
});
afterAll(() => provider.close());
afterEach(() => provider.behave());

const secret = { method: 'client_secret_basic', clientSecret: client.clientSecret } as const;

function methodOf(
  clientId = client.clientId,
  clientAuthentication: Parameters<typeof proSanteConnect>[0]['clientAuthentication'] = secret,
) {
  return proSanteConnect({ issuer: provider.issuer, clientId, clientAuthentication });
}

it('sends the parameters that Pro Santé Connect requires', async () => {
  const vendor = createVendor(provider, { method: methodOf() });
  const stopped = await vendor.createBrowser().open(arrivalUrl, { until: () => true });
  const { searchParams } = new URL(lastLocation(stopped));
  expect(searchParams.get('scope')).toBe('openid scope_all');
  expect(searchParams.get('acr_values')).toBe('eidas1');
});

it('knows where the discovery documents are', () => {
  const { discoveryUrl } = proSanteConnect({
    issuer: proSanteConnectIssuers.production,
    clientId: 'agenda',
    clientAuthentication: secret,
  });
  expect(discoveryUrl).toBe(
    'https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet/.well-known/wallet-openid-configuration',
  );
});

describe('the account', () => {
  it.each([
    { name: 'SubjectNameID, with its prefix', login: 'camille', nationalId: '810000000001' },
    { name: 'preferred_username, without', login: 'bare', nationalId: '810000000001' },
  ])('is found by $name', async ({ login, nationalId }) => {
    const vendor = createVendor(provider, {
      method: methodOf(),
      regulators: [account({ nationalId, email: 'another@example.org' })],
    });
    const { end } = await signIn(vendor, provider, { login });
    expect({ url: end.url, status: end.status }).toEqual({ url: page, status: 200 });
    expect(vendor.lines).toMatchObject([{ method: 'psc', origin: 'sas' }]);
  });

  it.each([
    {
      name: 'that has only a technical identifier',
      login: 'camille',
      regulators: [
        account({ nationalId: null, technicalId: '7b0c6a3e-4c3b-4a59-9a6b-0a3f0a1f5c11' }),
      ],
      code: 'SAS_SIGN_ON_NATIONAL_ID_UNKNOWN',
    },
    { name: 'unknown', login: 'camille', regulators: [], code: 'SAS_SIGN_ON_NATIONAL_ID_UNKNOWN' },
    {
      name: 'disabled',
      login: 'camille',
      regulators: [account({ active: false })],
      code: 'SAS_SIGN_ON_ACCOUNT_DISABLED',
    },
    { name: 'without a national id at the provider', login: 'nothing' },
    {
      name: 'with a technical id in its place',
      login: 'uuid',
      regulators: [
        account({ nationalId: null, technicalId: '7b0c6a3e-4c3b-4a59-9a6b-0a3f0a1f5c11' }),
      ],
    },
  ])('$name is refused', async ({ login, regulators, code }) => {
    const vendor = createVendor(provider, {
      method: methodOf(),
      ...(regulators ? { regulators } : {}),
    });
    const { end } = await signIn(vendor, provider, { login });
    expect(end.status).toBe(403);
    expect(vendor.codes()).toEqual([code ?? 'SAS_SIGN_ON_IDENTITY_MISSING']);
  });
});

describe('userinfo', () => {
  it('is read as a signed JWT too', async () => {
    const vendor = createVendor(provider, { method: methodOf('jwt') });
    expect((await signIn(vendor, provider)).end.status).toBe(200);
  });

  it.each([
    { form: 'JSON', userinfo: 'other-subject', code: 'SAS_SIGN_ON_TOKEN_INVALID' },
    { form: 'a JWT', userinfo: 'other-subject', code: 'SAS_SIGN_ON_TOKEN_INVALID' },
    { form: 'JSON', userinfo: { status: 500 }, code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE' },
  ] as const)('that is $userinfo, as $form, is refused', async ({ form, userinfo, code }) => {
    provider.misbehave({ userinfo });
    const vendor = createVendor(provider, { method: methodOf(form === 'JSON' ? 'agenda' : 'jwt') });
    await signIn(vendor, provider);
    expect(vendor.codes()).toEqual([code]);
  });

  it.each([
    { name: 'not signed', signature: 'none', claims: {} },
    { name: 'signed by another key', signature: 'other-key', claims: {} },
    { name: 'of another issuer', signature: undefined, claims: { iss: 'https://other.example' } },
    { name: 'for another client', signature: undefined, claims: { aud: 'other' } },
  ] as const)('as a JWT that is $name is refused', async ({ signature, claims }) => {
    const sub = camille.subject ?? '';
    const token = await provider.sign(
      { sub, SubjectNameID: '810000000001', iss: provider.issuer, aud: 'agenda', ...claims },
      { signature },
    );
    const vendor = createVendor(provider, {
      method: methodOf(),
      fetch: (url, init) =>
        String(url).endsWith('/userinfo')
          ? Promise.resolve(new Response(token, { headers: { 'content-type': 'application/jwt' } }))
          : fetch(url, init),
    });
    await signIn(vendor, provider);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_TOKEN_INVALID']);
  });
});

describe('acr', () => {
  it('is checked only if the method says so', async () => {
    const any = createVendor(provider, { method: methodOf() });
    expect((await signIn(any, provider, { login: 'strong' })).end.status).toBe(200);
    const method = { ...methodOf(), acceptedAcrValues: ['eidas3'] };
    const strict = createVendor(provider, { method });
    expect((await signIn(strict, provider, { login: 'strong' })).end.status).toBe(200);
    await signIn(strict, provider, { login: 'camille' });
    expect(strict.codes()).toEqual(['SAS_SIGN_ON_ASSURANCE_TOO_LOW']);
  });
});

describe('client authentication', () => {
  it.each([
    {
      clientId: 'posts',
      authentication: { method: 'client_secret_post', clientSecret: client.clientSecret },
    },
    {
      clientId: 'signs',
      authentication: {
        method: 'private_key_jwt',
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
        algorithm: 'ES256',
        keyId: 'key-1',
      },
    },
    {
      clientId: 'signs',
      authentication: {
        method: 'private_key_jwt',
        privateKey: { ...privateKey.export({ format: 'jwk' }) },
        algorithm: 'ES256',
      },
    },
  ] as const)('by $authentication.method', async ({ clientId, authentication }) => {
    const vendor = createVendor(provider, { method: methodOf(clientId, authentication) });
    expect((await signIn(vendor, provider)).end.status).toBe(200);
  });

  it('by a certificate, which the given fetch presents: no secret is sent', async () => {
    const bodies: string[] = [];
    const vendor = createVendor(provider, {
      method: methodOf('agenda', { method: 'tls_client_auth' }),
      async fetch(url, init) {
        if (!String(url).endsWith('/token')) return fetch(url, init);
        bodies.push(String(init?.body));
        const headers = new Headers(init?.headers);
        expect(headers.has('authorization')).toBe(false);
        headers.set('authorization', `Basic ${btoa(`agenda:${client.clientSecret}`)}`);
        return fetch(url, { ...init, headers });
      },
    });
    expect((await signIn(vendor, provider)).end.status).toBe(200);
    const [body = ''] = bodies;
    const sent = new URLSearchParams(body);
    expect(sent.get('client_id')).toBe('agenda');
    expect(sent.has('client_secret')).toBe(false);
  });

  it('by a certificate, at the mtls_endpoint_aliases', async () => {
    const asked: string[] = [];
    const vendor = createVendor(provider, {
      method: methodOf('agenda', { method: 'tls_client_auth' }),
      async fetch(url, init) {
        const target = new URL(url instanceof Request ? url.url : url);
        const { searchParams, pathname } = target;
        if (searchParams.has('mtls')) asked.push(pathname.slice(pathname.lastIndexOf('/')));
        const headers = new Headers(init?.headers);
        if (pathname.endsWith('/token')) {
          headers.set('authorization', `Basic ${btoa(`agenda:${client.clientSecret}`)}`);
        }
        const response = await fetch(target, { ...init, headers });
        if (!pathname.includes('/.well-known/')) return response;
        const metadata = (await response.json()) as Record<string, string>;
        const mtls_endpoint_aliases = {
          token_endpoint: `${metadata['token_endpoint']}?mtls`,
          userinfo_endpoint: `${metadata['userinfo_endpoint']}?mtls`,
        };
        return Response.json({ ...metadata, mtls_endpoint_aliases });
      },
    });
    expect((await signIn(vendor, provider)).end.status).toBe(200);
    expect(asked).toEqual(['/token', '/userinfo']);
  });

  it.each([
    {
      name: 'none',
      privateKey: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      algorithm: 'ES256',
    },
    { name: 'public', privateKey: publicKey.export({ format: 'jwk' }), algorithm: 'ES256' },
    {
      name: 'for another use',
      privateKey: { ...privateKey.export({ format: 'jwk' }), key_ops: [] },
      algorithm: 'ES256',
    },
    {
      name: 'for another algorithm',
      privateKey: { ...privateKey.export({ format: 'jwk' }) },
      algorithm: 'RS256',
    },
  ])('by a key that is $name: misconfigured', async ({ privateKey: key, algorithm }) => {
    const vendor = createVendor(provider, {
      method: methodOf('signs', {
        method: 'private_key_jwt',
        privateKey: key as string,
        algorithm,
      }),
    });
    expect((await vendor.createBrowser().open(arrivalUrl)).status).toBe(500);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_PROVIDER_MISCONFIGURED']);
  });
});
