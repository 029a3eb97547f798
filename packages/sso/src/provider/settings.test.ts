import { createTestPki } from '@sas-sos/test-pki';
import { createTestProvider } from '@sas-sos/test-provider';
import { describe, expect, it } from 'vitest';
import { arrivalUrl, camille, client, createVendor } from '../vendor.fixture.js';

const issuer = 'https://provider.example/realms/sas';
const metadataOf = (announced: string) => ({
  issuer: announced,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
});

/** The page and the log line of an arrival, with a provider that answers so. */
async function arrive(answer: () => Response | Promise<Response>, configured = issuer) {
  const vendor = createVendor({ issuer: configured }, { fetch: async () => answer() });
  const response = await vendor.handle(new Request(arrivalUrl));
  const page = await response.text();
  const [line] = vendor.lines;
  return { status: response.status, page, code: line?.['code'], reason: String(line?.['reason']) };
}

const setting = { status: 500, code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED' };
const outage = { status: 503, code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE' };

describe('a wrong setting is not an outage', () => {
  it.each([
    ...[400, 401, 403, 404, 405, 407, 410, 301, 308].map((status) => ({ status, right: setting })),
    ...[408, 425, 429, 302, 303, 307, 500, 502, 503].map((status) => ({ status, right: outage })),
  ])('discovery answers $status', async ({ status, right }) => {
    const { page, reason, ...answer } = await arrive(() => new Response('{}', { status }));
    expect(answer).toEqual(right);
    expect(/[Rr]éessayez/.test(page)).toBe(right === outage);
    expect(reason).toContain(`status ${status}`);
  });

  it.each([
    { name: 'one slash more', announced: `${issuer}/`, shown: `${issuer}/` },
    { name: 'one slash less', configured: `${issuer}/`, announced: issuer, shown: issuer },
    {
      name: 'localhost for 127.0.0.1',
      configured: 'http://localhost:4000/realms/sas',
      announced: 'http://127.0.0.1:4000/realms/sas',
      shown: 'http://127.0.0.1:4000/realms/sas',
    },
    {
      name: 'something that must not be logged',
      announced: 'https://camille:secret@provider.example/?token=x',
      shown: 'something else than an address',
    },
  ])('the issuer has $name: the log names both', async ({ configured, announced, shown }) => {
    const answer = await arrive(() => Response.json(metadataOf(announced)), configured);
    expect(answer).toMatchObject(setting);
    expect(answer.page).not.toMatch(/[Rr]éessayez/);
    expect(answer.reason).toBe(
      `discovery: the issuer is configured as ${configured ?? issuer} but announced as ${shown}; set it exactly as announced`,
    );
  });

  it('a private authority: the log names NODE_EXTRA_CA_CERTS', async () => {
    const { cert, key } = createTestPki().server;
    await using provider = await createTestProvider({
      clients: [client],
      users: [camille],
      tls: { cert, key },
    });
    const answer = await arrive(() => fetch(provider.discoveryUrl), provider.issuer);
    expect(answer).toMatchObject(setting);
    expect(answer.reason).toMatch(/^[A-Z_]+: Node\.js does not trust .* NODE_EXTRA_CA_CERTS/);
    expect(answer.page).not.toMatch(/[Rr]éessayez/);
  });

  it.each([
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID', hint: 'another host name' },
    { code: 'ERR_SSL_WRONG_VERSION_NUMBER', hint: 'does not speak TLS' },
    { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', hint: 'client certificate' },
    { code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', hint: 'client certificate' },
  ])('$code', async ({ code, hint }) => {
    const cause = Object.assign(new Error('https://provider.example/?secret'), { code });
    const answer = await arrive(() => Promise.reject(new TypeError('fetch failed', { cause })));
    expect(answer).toMatchObject(setting);
    expect(answer.reason.startsWith(`${code}: `)).toBe(true);
    expect(answer.reason).toContain(hint);
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'UND_ERR_SOCKET'])(
    '%s stays an outage',
    async (code) => {
      const cause = Object.assign(new Error('x'), { code });
      const answer = await arrive(() => Promise.reject(new TypeError('fetch failed', { cause })));
      expect(answer).toMatchObject({ ...outage, reason: code });
    },
  );
});
