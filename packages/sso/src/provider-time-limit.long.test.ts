import { createTestProvider, type TestProvider } from '@sas-sos/test-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { camille, client, createVendor, signIn } from './vendor.fixture.js';

let provider: TestProvider;
beforeAll(async () => {
  provider = await createTestProvider({ clients: [client], users: [camille] });
});
afterAll(() => provider.close());

/** An answer that stays pending until it is aborted. */
function neverAnswered(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

describe('keys that do not arrive', () => {
  it('end the sign-on at the time limit of five seconds', async () => {
    const vendor = createVendor(provider, {
      fetch: (url, init) =>
        String(url).endsWith('/certs') ? neverAnswered(init?.signal) : fetch(url, init),
    });
    const { end } = await signIn(vendor, provider);
    expect(end.status).toBe(503);
    expect(vendor.lines).toMatchObject([
      { code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason: 'time limit' },
    ]);
  });
});
