import { createTestBrowser } from '@sas-sos/test-provider';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  discover,
  redeem,
  type StartedProvider,
  signIn,
  startProvider,
  toAuthorizationAddress,
} from './identity-provider.fixture.js';

let started: StartedProvider;
beforeAll(async () => {
  started = await startProvider();
});
afterEach(() => {
  started.faults.set({ 'sign-on': null });
});
afterAll(() => started[Symbol.asyncDispose]());

const paths = {
  discovery: '/realms/sas/.well-known/openid-configuration',
  keys: '/realms/sas/protocol/openid-connect/certs',
  userinfo: '/realms/sas/protocol/openid-connect/userinfo',
  authorization: '/realms/sas/protocol/openid-connect/auth',
  pscDiscovery: '/auth/realms/esante-wallet/.well-known/wallet-openid-configuration',
  token: '/realms/sas/protocol/openid-connect/token',
} as const;

/** Status of an answer, or `cut`. */
async function ask(name: keyof typeof paths): Promise<number | 'cut'> {
  const init = name === 'token' ? { method: 'POST', body: new URLSearchParams() } : {};
  return fetch(started.url + paths[name], init).then(
    ({ status }) => status,
    () => 'cut' as const,
  );
}

const latest = () => started.exchanges.find(started.exchanges.list({ limit: 1 })[0]?.number ?? 0);

describe('the faults of the sign-on', () => {
  it.each([
    { fault: 'unavailable', name: 'discovery', outcome: 503 },
    { fault: 'unavailable', name: 'pscDiscovery', outcome: 503 },
    { fault: 'unavailable', name: 'token', outcome: 503 },
    { fault: 'unavailable', name: 'keys', outcome: 200 },
    { fault: 'cut', name: 'keys', outcome: 'cut' },
    { fault: 'cut', name: 'userinfo', outcome: 'cut' },
    { fault: 'cut', name: 'token', outcome: 'cut' },
    { fault: 'cut', name: 'discovery', outcome: 200 },
    { fault: 'down', name: 'discovery', outcome: 'cut' },
    { fault: 'down', name: 'authorization', outcome: 'cut' },
    { fault: 'refuse', name: 'discovery', outcome: 200 },
  ] as const)('$fault: $name is $outcome, and heals', async ({ fault, name, outcome }) => {
    const before = await ask(name);
    started.faults.set({ 'sign-on': fault });
    expect(await ask(name)).toBe(outcome);
    await expect.poll(() => latest()?.url).toContain(paths[name]);
    const hasActed = outcome !== 200;
    await expect.poll(() => latest()?.fault).toBe(hasActed ? fault : null);
    if (outcome === 'cut') expect(latest()).toMatchObject({ status: null, response: null });
    started.faults.set({ 'sign-on': null });
    expect(await ask(name)).toBe(before);
  });

  it('delay an answer by the time that is set', async () => {
    started.faults.set({ 'sign-on': 'slow', slowMilliseconds: 150 });
    const startedAt = performance.now();
    expect(await ask('keys')).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(145);
    await expect.poll(() => latest()?.fault).toBe('slow');
  });

  it('refuse the vendor, with or without a session, and accept it again afterwards', async () => {
    const browser = createTestBrowser();
    const { configuration } = await signIn(started, browser);
    const address = await toAuthorizationAddress(configuration, started);
    started.faults.set({ 'sign-on': 'refuse' });
    for (const visitor of [browser, createTestBrowser()]) {
      const refused = new URL((await visitor.open(address)).url);
      expect(refused.origin).toBe(started.vendorUrl);
      expect(refused.searchParams.get('error')).toBe('access_denied');
      expect(refused.searchParams.get('state')).toBe('a-state');
    }
    started.faults.set({ 'sign-on': null });
    const page = await browser.open(address);
    await expect(redeem(configuration, page)).resolves.toHaveProperty('id_token');
  });

  it('refuse only a client whose request is valid', async () => {
    const configuration = await discover(started, 'sas');
    started.faults.set({ 'sign-on': 'refuse' });
    const wrong = { redirect_uri: 'http://127.0.0.1:1/' };
    const address = await toAuthorizationAddress(configuration, started, wrong);
    expect((await createTestBrowser().open(address)).status).toBe(400);
  });
});
