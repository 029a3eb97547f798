import { createTestBrowser } from '@sas-sos/test-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../state/exchange.js';
import { demoRegulators } from '../regulators/demo-regulators.js';
import {
  clientSecret,
  discover,
  redeem,
  type StartedProvider,
  signIn,
  startProvider,
  toAuthorizationAddress,
  verifier,
} from './identity-provider.fixture.js';
import { demoPassword } from './sas-sign-in.js';

let started: StartedProvider;
beforeAll(async () => {
  started = await startProvider();
});
afterAll(() => started[Symbol.asyncDispose]());

/** All recorded exchanges, earliest first. */
function readAll(): readonly Exchange[] {
  const { exchanges } = started;
  return exchanges
    .list({ limit: 1000 })
    .map(({ number }) => exchanges.find(number) as Exchange)
    .reverse();
}

const toPath = ({ url }: Exchange) => new URL(url).pathname.split('/').slice(3).join('/');

describe('the exchanges of a sign-on', () => {
  it('are all recorded, with their caller, and without a secret', async () => {
    started.exchanges.clear();
    const browser = createTestBrowser();
    const configuration = await discover(started, 'sas');
    const login = await browser.open(await toAuthorizationAddress(configuration, started));
    const email = demoRegulators[0]?.email ?? '';
    const page = await browser.submit(login, { email, password: demoPassword, action: 'password' });
    const tokens = await redeem(configuration, page);
    await expect.poll(() => readAll().length).toBeGreaterThanOrEqual(6);
    const all = readAll();
    expect(
      all.map((exchange) => `${exchange.caller} ${exchange.method} ${exchange.status}`),
    ).toEqual([
      'vendor GET 200',
      'browser GET 200',
      'browser POST 303',
      'browser GET 303',
      'vendor POST 200',
      'vendor GET 200',
    ]);
    expect(all.map(toPath)[0]).toBe('.well-known/openid-configuration');
    expect(all.every(({ flow, failure }) => flow === 'sign-on' && failure === null)).toBe(true);
    const text = JSON.stringify(all);
    const code = new URL(page.url).searchParams.get('code') ?? '';
    for (const secret of [
      ...[code, verifier, demoPassword, tokens.access_token, tokens.id_token ?? ''],
      ...[tokens.refresh_token ?? '', clientSecret, btoa(`agenda:${clientSecret}`)],
    ]) {
      expect(secret.length).toBeGreaterThan(5);
      expect(text).not.toContain(secret);
    }
    // The useful data is there.
    expect(all[4]?.response?.body).toContain('"access_token":"…"');
    expect(all[4]?.request.body).toContain('grant_type=authorization_code');
    expect(all[1]?.url).toContain('state=a-state');
    expect(all[1]?.response).toMatchObject({ body: null, bodyBytes: expect.any(Number) });
    // The token says who it was; its code, which request of the browser brought it.
    const id = demoRegulators[0]?.id;
    expect(all.map(({ regulatorId }) => regulatorId)).toEqual([null, null, null, id, id, null]);
  });

  it.each([
    { name: 'nothing', extra: {}, failed: [] },
    { name: 'state', extra: { state: '' }, failed: ['sign-on.state'] },
    { name: 'nonce', extra: { nonce: '' }, failed: ['sign-on.nonce'] },
    { name: 'PKCE', extra: { code_challenge: '' }, failed: ['sign-on.pkce'] },
    { name: 'S256', extra: { code_challenge_method: 'plain' }, failed: ['sign-on.pkce'] },
    {
      name: 'its redirect URI',
      extra: { redirect_uri: 'http://127.0.0.1:1/' },
      failed: ['sign-on.redirect-uri'],
    },
    { name: 'its client', extra: { client_id: 'other' }, failed: ['sign-on.client'] },
    { name: 'the e-mail', extra: { scope: 'openid' }, failed: ['sign-on.scope-identity'] },
    { name: 'openid', extra: { scope: 'email' }, failed: ['sign-on.scope'] },
    { name: 'the code flow', extra: { response_type: 'token' }, failed: ['sign-on.response-type'] },
  ])('show what is wrong with a request: $name', async ({ extra, failed }) => {
    started.exchanges.clear();
    const configuration = await discover(started, 'sas');
    await createTestBrowser().open(await toAuthorizationAddress(configuration, started, extra));
    const find = () => readAll().find(({ checks }) => checks.length > 0);
    await expect.poll(find).toBeDefined();
    const wrong = find()?.checks.filter(({ passed }) => !passed);
    expect(wrong?.map(({ rule }) => rule)).toEqual(failed);
  });

  it('check acr_values in the realm of Pro Santé Connect', async () => {
    started.exchanges.clear();
    const configuration = await discover(started, 'psc');
    const extra = { acr_values: '' };
    await createTestBrowser().open(await toAuthorizationAddress(configuration, started, extra));
    const find = () => readAll().find(({ checks }) => checks.length > 0);
    await expect.poll(find).toBeDefined();
    const wrong = find()?.checks.filter(({ passed }) => !passed);
    expect(wrong?.map(({ rule }) => rule)).toEqual(['sign-on.acr-values']);
  });

  it('contain the back-channel logout, and the vendor’s answer', async () => {
    const browser = createTestBrowser();
    const { configuration } = await signIn(started, browser);
    started.exchanges.clear();
    const endpoint = configuration.serverMetadata().end_session_endpoint ?? '';
    await browser.submit(await browser.open(endpoint), { logout: 'yes' });
    const notice = readAll().find(({ caller }) => caller === 'platform');
    expect(notice).toMatchObject({
      method: 'POST',
      status: 200,
      url: `${started.vendorUrl}/sso/backchannel-logout`,
      request: { body: 'logout_token=…' },
      checks: [{ rule: 'sign-on.backchannel-logout', passed: true }],
    });
  });

  it('contain it even when nobody answers; the session still ends', async () => {
    await using alone = await startProvider({ backchannelLogoutUri: 'http://127.0.0.1:1/logout' });
    const browser = createTestBrowser();
    const { configuration } = await signIn(alone, browser);
    const endpoint = configuration.serverMetadata().end_session_endpoint ?? '';
    const page = await browser.submit(await browser.open(endpoint), { logout: 'yes' });
    expect(page.status).toBe(200);
    const [notice] = alone.exchanges
      .list({ limit: 50 })
      .filter((exchange) => exchange.caller === 'platform');
    expect(notice).toMatchObject({ status: null, failure: expect.any(String) });
  });
});
