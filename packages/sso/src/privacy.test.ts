import { createTestProvider, type TestProvider } from '@sas-sos/test-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { camille, client, createVendor, signInUntilCallback } from './vendor.fixture.js';

let provider: TestProvider;
beforeAll(async () => {
  provider = await createTestProvider({ clients: [client], users: [camille] });
});
afterAll(() => provider.close());

/** Everything that a logger could write of a value: errors with their stacks and causes. */
function write(value: unknown): string {
  if (value instanceof Error) {
    return [value.stack, value.cause, ...Object.entries(value).flat()].map(write).join('\n');
  }
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${write(member)}`)
    .join('\n');
}

const forged = [
  { signature: 'none' },
  { signature: 'public-key-as-secret' },
  { signature: 'other-key' },
  { claims: { iss: 'https://other.example' } },
  { claims: { aud: 'other' } },
  { claims: { nonce: 'other' } },
  { claims: { email: 'somebody.else@example.org' } },
  { claims: { email: ['camille.durand@example.org'] } },
  { shift: -3600 },
] as const;

it('no token, code, address, cookie or secret is logged or shown in any case', async () => {
  const secrets = new Set<string>(['camille', 'somebody.else', 'Durand', '810000000001']);
  const said: string[] = [];

  async function run(change: (callbackUrl: string) => string = (url) => url) {
    const vendor = createVendor(provider, {
      async fetch(url, init) {
        const response = await fetch(url, init);
        const text = await response.clone().text();
        for (const [token] of text.matchAll(/"[\w-]+\.[\w-]+\.[\w-]*"|"[\w-]{40,}"/g)) {
          if (String(url).endsWith('/token')) secrets.add(token.slice(1, -1));
        }
        return response;
      },
    });
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    for (const { value } of browser.cookies.list()) if (value.length > 20) secrets.add(value);
    const { searchParams } = new URL(callbackUrl);
    for (const name of ['code', 'state']) secrets.add(searchParams.get(name) ?? name);
    const first = await browser.open(change(callbackUrl));
    const again = await browser.open(callbackUrl);
    said.push(write(vendor.lines));
    for (const { text, status } of [first, again]) if (status >= 400) said.push(text);
  }

  await run();
  await run((url) => url.replace('code=', 'code=x'));
  await run((url) => url.replace('state=', 'state=x'));
  await run((url) => url.replace('iss=', 'iss=x'));
  for (const idToken of forged) {
    provider.misbehave({ idToken });
    await run();
  }
  for (const faults of [
    { token: { status: 500 } },
    { token: { status: 401, error: 'invalid_client' } },
    { keys: { status: 503 } },
  ] as const) {
    provider.misbehave(faults);
    await run();
  }
  provider.behave();

  const text = said.join('\n');
  expect(text).toContain('SAS_SIGN_ON_TOKEN_INVALID');
  expect(text).toContain('SAS_SIGN_ON_CODE_REFUSED');
  expect(secrets.size).toBeGreaterThan(60);
  for (const secret of [...secrets, client.clientSecret]) expect(text).not.toContain(secret);
});

it('no error contains what openid-client and jose say about a token', async () => {
  provider.misbehave({ idToken: { claims: { aud: 'other' } } });
  const vendor = createVendor(provider);
  const { browser, callbackUrl } = await signInUntilCallback(vendor);
  await browser.open(callbackUrl);
  provider.behave();
  const [line] = vendor.lines;
  expect(line).toEqual({
    level: 'warn',
    message: 'A sign-on was refused',
    code: 'SAS_SIGN_ON_TOKEN_INVALID',
    method: 'sas',
    reason: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED aud',
    reference: expect.any(String),
  });
});
