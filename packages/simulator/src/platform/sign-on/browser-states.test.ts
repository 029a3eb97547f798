import { createTestBrowser } from '@sas-sos/test-provider';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../start-simulator.js';
import { demoRegulators } from '../regulators/demo-regulators.js';
import type { BrowserState } from './browser-states.js';
import {
  discover,
  redeem,
  startProvider,
  toAuthorizationAddress,
} from './identity-provider.fixture.js';

const idOf = (number: number) => demoRegulators[number - 1]?.id ?? '';

/** A browser with the cookies of a state. */
function toBrowser(url: string, { cookies }: BrowserState) {
  const browser = createTestBrowser();
  browser.cookies.store(
    url,
    cookies.map(({ name, value, path }) => `${name}=${value}; Path=${path}`),
  );
  return browser;
}

describe('a signed-in browser', () => {
  it.each([
    { realm: 'sas', method: 'password', acr: '1' },
    { realm: 'sas', method: 'psc', acr: 'eidas1' },
    { realm: 'psc', method: 'psc', acr: 'eidas1' },
  ] as const)('has a session of $realm by $method, and the account was sent', async (row) => {
    await using started = await startProvider();
    const signedIn = await started.provider.browserStates.open(idOf(1), row.method);
    if (signedIn.outcome !== 'signed-in') throw new Error(signedIn.outcome);
    expect(started.sent).toEqual([idOf(1)]);
    const browser = toBrowser(started.url, signedIn.browserState);
    const configuration = await discover(started, row.realm);
    const page = await browser.open(await toAuthorizationAddress(configuration, started));
    expect(page.hops.map(({ status }) => status)).toEqual([303, 200]);
    const claims = (await redeem(configuration, page)).claims();
    expect(claims).toMatchObject({ acr: row.acr, nonce: 'a-nonce' });
  });

  it('has no session of Pro Santé Connect by password', async () => {
    await using started = await startProvider();
    const signedIn = await started.provider.browserStates.open(idOf(1), 'password');
    if (signedIn.outcome !== 'signed-in') throw new Error(signedIn.outcome);
    const browser = toBrowser(started.url, signedIn.browserState);
    const configuration = await discover(started, 'psc');
    const page = await browser.open(await toAuthorizationAddress(configuration, started));
    expect(page.text).toContain('e-CPS');
  });

  it('opens a session of its own at each call', async () => {
    await using started = await startProvider();
    const read = async () => {
      const signedIn = await started.provider.browserStates.open(idOf(1), 'password');
      return signedIn.outcome === 'signed-in' ? signedIn.browserState.cookies[0]?.value : '';
    };
    expect(await read()).not.toBe(await read());
  });
});

describe('POST /api/regulators/{id}/browser-state', () => {
  it('answers in the format of storageState', async () => {
    await using simulator = await startSimulator({
      vendorUrl: 'http://127.0.0.1:9/fhir',
      port: 0,
    });
    const path = `/api/regulators/${idOf(1)}/browser-state`;
    const response = await fetch(simulator.url + path, { method: 'POST' });
    expect(response.status).toBe(200);
    const common = {
      value: expect.stringMatching(/^[\w-]{20,}$/),
      domain: '127.0.0.1',
      path: '/realms/sas',
      expires: expect.any(Number),
      httpOnly: true,
      secure: false,
      sameSite: 'Lax',
    };
    const state = (await response.json()) as BrowserState;
    expect(state).toEqual({
      cookies: [
        { name: 'sas-simulator-sas-session', ...common },
        { name: 'sas-simulator-sas-session.sig', ...common },
      ],
      origins: [],
    });
    const hours = ((state.cookies[0]?.expires ?? 0) - Date.now() / 1000) / 3600;
    expect(hours).toBeCloseTo(8, 1);
  });

  it.each([
    { name: 'an unknown regulator', id: 'nobody', body: '{}', status: 404, paths: [] },
    { name: 'a disabled one', id: idOf(5), body: '{}', status: 422, paths: [''] },
    {
      name: 'psc without a national identifier',
      id: idOf(3),
      body: '{"method":"psc"}',
      status: 422,
      paths: ['method'],
    },
    {
      name: 'another method',
      id: idOf(1),
      body: '{"method":"card"}',
      status: 400,
      paths: ['method'],
    },
  ])('refuses $name: $status', async ({ id, body, status, paths }) => {
    await using simulator = await startSimulator({
      vendorUrl: 'http://127.0.0.1:9/fhir',
      port: 0,
    });
    const response = await fetch(`${simulator.url}/api/regulators/${id}/browser-state`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { error } = (await response.json()) as { error: { mistakes: { path: string }[] } };
    expect({ status: response.status, paths: error.mistakes.map(({ path }) => path) }).toEqual({
      status,
      paths,
    });
  });
});
