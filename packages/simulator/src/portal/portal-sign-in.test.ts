import { createTestBrowser, type TestBrowser } from '@sas-sos/test-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoRegulators } from '../platform/regulators/demo-regulators.js';
import {
  type StartedProvider,
  signIn,
  startProvider,
} from '../platform/sign-on/identity-provider.fixture.js';
import { toLocalPath } from './portal-sign-in.js';

const camille = demoRegulators[0]?.id ?? '';

let started: StartedProvider;
beforeAll(async () => {
  started = await startProvider();
});
afterAll(() => started[Symbol.asyncDispose]());

const who = async (browser: TestBrowser) => (await browser.open(`${started.url}/who`)).text;

async function signInToPortal(browser: TestBrowser) {
  const login = await browser.open(`${started.url}/sign-in?next=/who`);
  return browser.submit(login, { regulator: camille });
}

describe('the portal', () => {
  it('signs in with the realm of the platform, and returns to the requested page', async () => {
    started.sent.length = 0;
    const browser = createTestBrowser();
    const page = await signInToPortal(browser);
    expect(page.url).toBe(`${started.url}/who`);
    expect(page.text).toBe(camille);
    expect(started.sent).toEqual([camille]);
    for (const { name } of browser.cookies.list()) expect(name).toMatch(/^sas-simulator-/);
    // Already signed in: no redirect.
    expect((await browser.open(`${started.url}/sign-in?next=/who`)).hops).toHaveLength(2);
  });

  it('shares its session with the vendor: one sign-on for both', async () => {
    const browser = createTestBrowser();
    await signIn(started, browser);
    expect(await who(browser)).toBe('nobody');
    const page = await browser.open(`${started.url}/sign-in?next=/who`);
    expect(page.text).toBe(camille);
  });

  it('recognises a person as long as they are active', async () => {
    const browser = createTestBrowser();
    await signInToPortal(browser);
    started.change(camille, { isActive: false });
    expect(await who(browser)).toBe('nobody');
    started.change(camille, { isActive: true });
    expect(await who(browser)).toBe(camille);
  });

  it('signs out everywhere: the platform’s session ends, and the vendor is notified', async () => {
    const browser = createTestBrowser();
    const { page: atVendor } = await signIn(started, browser);
    await browser.open(`${started.url}/sign-in`);
    started.logouts.length = 0;
    const form =
      '<form method="post" action="/sign-out"><input type="hidden" name="x" value=""></form>';
    const page = await browser.submit({ ...atVendor, url: started.url, text: form }, { x: '' });
    expect(page.hops[0]?.url).toBe(`${started.url}/sign-out`);
    expect(started.logouts).toHaveLength(1);
    expect(await who(browser)).toBe('nobody');
    const again = await browser.open(`${started.url}/sign-in`);
    expect(again.url).toContain('/protocol/openid-connect/auth?');
  });

  it('is signed out when the platform’s session ends', async () => {
    const browser = createTestBrowser();
    await signInToPortal(browser);
    const endpoint = `${started.url}/realms/sas/protocol/openid-connect/logout`;
    await browser.submit(await browser.open(endpoint), { logout: 'yes' });
    expect(await who(browser)).toBe('nobody');
  });

  it('shows that the sign-on was cancelled or refused', async () => {
    const browser = createTestBrowser();
    const login = await browser.open(`${started.url}/sign-in`);
    const page = await browser.submit(login, { action: 'cancel' });
    expect(page.status).toBe(403);
    expect(page.text).toContain('role="alert"');
  });

  it('accepts an answer once, and only from the browser that asked', async () => {
    const browser = createTestBrowser();
    const page = await signInToPortal(browser);
    const answer = page.hops.find(({ url }) => url.includes('/sign-in/return'))?.url ?? '';
    expect(answer).toContain('code=');
    expect((await browser.open(answer)).status).toBe(403);
    expect((await createTestBrowser().open(answer)).status).toBe(403);
  });

  it('redirects a browser to the host of its cookies', async () => {
    const { port } = new URL(started.url);
    const response = await fetch(`http://localhost:${port}/sign-in?next=/who`, {
      redirect: 'manual',
    }).catch(() => undefined);
    // Where `localhost` is not this address, there is nothing to redirect.
    if (response)
      expect(response.headers.get('location')).toBe(`${started.url}/sign-in?next=%2Fwho`);
  });
});

describe('toLocalPath', () => {
  it.each([
    { name: 'a path', text: '/regulators?x=1', path: '/regulators?x=1' },
    { name: 'none', text: undefined, path: '/' },
    { name: 'another site', text: 'https://evil.example/', path: '/' },
    { name: 'another site without a scheme', text: '//evil.example/', path: '/' },
    { name: 'one with a backslash', text: '/\\evil.example/', path: '/' },
    { name: 'one behind a tab', text: '/\t/evil.example/', path: '/' },
    { name: 'one behind dots', text: '/..//evil.example', path: '/' },
    { name: 'a script', text: 'javascript:alert(1)', path: '/' },
    { name: 'a relative path', text: 'regulators', path: '/' },
    { name: 'a very long path', text: `/${'x'.repeat(3000)}`, path: '/' },
  ])('returns a path of this site: $name', ({ text, path }) => {
    expect(toLocalPath(text)).toBe(path);
  });
});
