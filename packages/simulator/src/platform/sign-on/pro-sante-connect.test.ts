import { createTestBrowser } from '@sas-sos/test-provider';
import { fetchUserInfo } from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlatformRegulator } from '../../state/platform-state.js';
import { demoRegulators } from '../regulators/demo-regulators.js';
import {
  clientSecret,
  discover,
  redeem,
  type StartedProvider,
  signIn,
  startProvider,
  toAuthorizationAddress,
} from './identity-provider.fixture.js';

const [camille, idriss, technicalOnly, , inactive] = demoRegulators as readonly [
  PlatformRegulator,
  PlatformRegulator,
  PlatformRegulator,
  PlatformRegulator,
  PlatformRegulator,
];

let started: StartedProvider;
beforeAll(async () => {
  started = await startProvider();
});
afterAll(() => started[Symbol.asyncDispose]());

describe('the realm of Pro Santé Connect', () => {
  it('has its own path for its discovery document', async () => {
    const issuer = `${started.url}/auth/realms/esante-wallet`;
    expect((await discover(started, 'psc')).serverMetadata().issuer).toBe(issuer);
    const usual = await fetch(`${issuer}/.well-known/openid-configuration`);
    expect(usual.status).toBe(404);
  });

  it('identifies the card holder in userinfo, not in the ID token', async () => {
    started.sent.length = 0;
    const { tokens, configuration } = await signIn(started, createTestBrowser(), { realm: 'psc' });
    const claims = tokens.claims();
    expect(claims).toMatchObject({ acr: 'eidas1', nonce: 'a-nonce' });
    expect(claims).not.toHaveProperty('SubjectNameID');
    expect(tokens.expires_in).toBe(120);
    const userinfo = await fetchUserInfo(configuration, tokens.access_token, claims?.sub ?? '');
    expect(userinfo).toMatchObject({
      SubjectNameID: camille.nationalId,
      preferred_username: camille.nationalId,
      given_name: camille.givenName,
      SubjectRole: [expect.any(String)],
      otherIds: [{ identifiant: camille.nationalId }],
      SubjectRefPro: { exercices: [expect.any(Object)] },
      Secteur_Activite: expect.any(String),
      Acces_Regulation_Medicale: 'VRAI',
    });
    expect(userinfo).not.toHaveProperty('email');
    // The platform is not involved.
    expect(started.sent).toEqual([]);
  });

  it('signs userinfo, if the client is registered for it', async () => {
    await using signing = await startProvider({ userinfo: 'jwt' });
    const { tokens, configuration } = await signIn(signing, createTestBrowser(), { realm: 'psc' });
    const { userinfo_endpoint: endpoint } = configuration.serverMetadata();
    const response = await fetch(endpoint ?? '', {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(response.headers.get('content-type')).toContain('application/jwt');
  });

  it('lists all card holders, disabled ones included: it does not know the platform', async () => {
    const browser = createTestBrowser();
    const configuration = await discover(started, 'psc');
    const page = await browser.open(await toAuthorizationAddress(configuration, started));
    expect(page.text).toContain(inactive.id);
    expect(page.text).not.toContain(technicalOnly.id);
    const refused = await browser.submit(page, { regulator: technicalOnly.id });
    expect(refused.url).toContain('/auth/realms/esante-wallet/login-actions/');
    const back = await browser.submit(page, { regulator: inactive.id });
    await expect(redeem(configuration, back)).resolves.toHaveProperty('id_token');
  });
});

describe('through Pro Santé Connect to the platform', () => {
  async function openPsc() {
    const browser = createTestBrowser();
    const configuration = await discover(started, 'sas');
    const login = await browser.open(await toAuthorizationAddress(configuration, started));
    return { browser, configuration, login, psc: await browser.submit(login, { action: 'psc' }) };
  }

  it('signs in, and reports the method', async () => {
    started.sent.length = 0;
    const { browser, configuration, psc } = await openPsc();
    expect(psc.url).toContain('/auth/realms/esante-wallet/protocol/openid-connect/auth?');
    const page = await browser.submit(psc, { regulator: idriss.id });
    const tokens = await redeem(configuration, page);
    expect(tokens.claims()).toMatchObject({
      sub: idriss.id,
      email: idriss.email,
      idp_connect: 'psc',
      acr: 'eidas1',
    });
    expect(started.sent).toEqual([idriss.id]);
    const userinfo = await fetchUserInfo(configuration, tokens.access_token, idriss.id);
    expect(userinfo).toHaveProperty('idp_connect', 'psc');
  });

  it('refuses a regulator who is disabled at the platform, and another try is possible', async () => {
    started.sent.length = 0;
    const { browser, psc } = await openPsc();
    const refused = await browser.submit(psc, { regulator: inactive.id });
    expect(refused.status).toBe(403);
    expect(refused.url).toContain('/realms/sas/login-actions/');
    expect(started.sent).toEqual([]);
    const page = await browser.submit(refused, { regulator: camille.id });
    expect(page.url).toContain(`${started.vendorUrl}/sso/callback?code=`);
  });

  it('returns to the page of the platform after a cancellation', async () => {
    const { browser, psc } = await openPsc();
    const page = await browser.submit(psc, { action: 'cancel' });
    expect(page.url).toContain('/realms/sas/login-actions/');
    expect(page.text).toContain('role="alert"');
  });

  it('asks for the person each time', async () => {
    const { browser, psc, configuration } = await openPsc();
    await browser.submit(psc, { regulator: camille.id });
    const asked = await toAuthorizationAddress(configuration, started, { prompt: 'login' });
    const again = await browser.submit(await browser.open(asked), { action: 'psc' });
    const page = await browser.submit(again, { regulator: idriss.id });
    expect((await redeem(configuration, page)).claims()?.sub).toBe(idriss.id);
  });

  it.each([
    { name: 'of another sign-on', takesOver: true },
    { name: 'that was used', takesOver: false },
  ])('does not accept a code $name', async ({ takesOver }) => {
    const { browser, psc } = await openPsc();
    const page = await browser.submit(psc, { regulator: camille.id });
    const used = page.hops.find(({ url }) => url.includes('/broker/psc/endpoint'))?.url ?? '';
    const code = new URL(used).searchParams.get('code') ?? '';
    const other = await openPsc();
    const state = new URL(other.psc.hops.find(({ url }) => url.includes('state='))?.url ?? '')
      .searchParams;
    const target = new URL(used);
    if (takesOver) target.searchParams.set('state', state.get('state') ?? '');
    target.searchParams.set('code', code);
    const refused = await other.browser.open(target.href);
    expect([400, 403]).toContain(refused.status);
  });

  it('does not let the vendor use the simulator’s own clients', async () => {
    const { browser, psc } = await openPsc();
    const page = await browser.submit(psc, { regulator: camille.id });
    const used = page.hops.find(({ url }) => url.includes('/broker/psc/endpoint'))?.url ?? '';
    const issuer = `${started.url}/auth/realms/esante-wallet`;
    const response = await fetch(`${issuer}/protocol/openid-connect/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`sas-simulator-broker:${clientSecret}`)}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: new URL(used).searchParams.get('code') ?? '',
      }),
    });
    expect(response.status).toBe(401);
  });
});
