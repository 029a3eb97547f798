import { describe, expect, it } from 'vitest';
import { createClientAddress } from './client-address.js';
import { staffUser } from './staff-user.js';
import type { Browser } from './test-data/browser.js';
import { serveSite, staffPassword } from './test-data/serve-site.js';

async function signIn(
  browser: Browser,
  fields: Readonly<Record<string, string>> = {},
  path = '/login',
) {
  await browser.get(path);
  return browser.post('/login', { user: staffUser, password: staffPassword, ...fields });
}

describe('The staff signs in', () => {
  it('and is sent to the requested page', async () => {
    await using site = await serveSite();
    const browser = site.createBrowser();
    const { status, location } = await browser.get('/staff/regulators?state=active');
    expect(status).toBe(303);
    const { page } = await browser.get(String(location));
    const next = /name="next" value="([^"]+)"/.exec(page)?.[1];
    expect(next).toBe('/staff/regulators?state=active');
    const signedIn = await signIn(browser, { next: String(next) });
    expect(signedIn).toMatchObject({ status: 303, location: next });
    expect((await browser.get(String(next))).status).toBe(200);
    expect(await browser.get('/login')).toMatchObject({ status: 303 });
  });

  it('in two tabs, one after the other', async () => {
    await using site = await serveSite();
    const browser = site.createBrowser();
    await browser.get('/login');
    await browser.get('/login');
    const fields = { user: staffUser, password: staffPassword };
    expect((await browser.post('/login', fields)).status).toBe(303);
    expect((await browser.post('/login', fields)).status).toBe(303);
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/a\r\nb: c', ''])(
    'and is never sent to %j',
    async (next) => {
      await using site = await serveSite();
      const { status, location } = await signIn(site.createBrowser(), { next });
      expect({ status, location }).toEqual({ status: 303, location: '/staff/regulators' });
      const shown = await site.createBrowser().get(`/login?${new URLSearchParams({ next })}`);
      expect(shown.page).toContain('name="next" value="/staff/regulators"');
    },
  );

  it('and out again, only with the token of the session', async () => {
    await using site = await serveSite();
    const browser = await site.createStaffBrowser();
    expect((await browser.post('/logout', { csrf: 'wrong' })).status).toBe(403);
    await browser.get('/staff/regulators');
    expect(await browser.post('/logout', {})).toMatchObject({ status: 303, location: '/login' });
    expect((await browser.get('/staff/regulators')).status).toBe(303);
    expect(await browser.post('/logout', {})).toMatchObject({ status: 303, location: '/login' });
  });
});

describe('Nobody signs in', () => {
  it.each([
    { name: 'with a wrong password', fields: { password: 'wrong' } },
    { name: 'with no password', fields: { password: '' } },
    { name: 'with the password and an extra character', fields: { password: `${staffPassword} ` } },
    { name: 'as somebody else', fields: { user: 'admin' } },
    { name: 'with markup as text', fields: { user: '<script>', next: '"><script>' } },
  ])('$name', async ({ fields }) => {
    await using site = await serveSite();
    const browser = site.createBrowser();
    const { status, page } = await signIn(browser, fields as Record<string, string>);
    expect(status).toBe(422);
    expect(page).toContain('role="alert"');
    expect(page).not.toContain('<script>');
    expect(browser.cookies()).not.toContain('agenda_session');
  });

  it.each([
    { name: 'another token', fields: { csrf: 'a'.repeat(43) } },
    { name: 'no token', fields: { csrf: '' } },
  ])('through a form with $name', async ({ fields }) => {
    await using site = await serveSite();
    const browser = site.createBrowser();
    const { status, page } = await signIn(browser, fields);
    expect(status).toBe(403);
    expect(page).toContain('<html lang="fr">');
    expect(browser.cookies()).not.toContain('agenda_session');
  });

  it('without the cookie of the form', async () => {
    await using site = await serveSite();
    const fields = { csrf: '', user: staffUser, password: staffPassword };
    expect((await site.createBrowser().post('/login', fields)).status).toBe(403);
  });

  it('with a form that is too long', async () => {
    await using site = await serveSite();
    const browser = site.createBrowser();
    const { status, page } = await signIn(browser, { password: 'a'.repeat(10_000) });
    expect(status).toBe(413);
    expect(page).toContain('<html lang="fr">');
  });

  it('by many guesses at once: after five failures few wait, the others are refused', async () => {
    await using site = await serveSite();
    const browser = site.createBrowser();
    for (let count = 0; count < 5; count++) {
      expect((await signIn(browser, { password: 'wrong' })).status).toBe(422);
    }
    const guesses = Array.from({ length: 12 }, () =>
      browser.post('/login', { user: staffUser, password: 'a guess' }),
    );
    const answers = await Promise.all(guesses);
    const refused = answers.filter(({ status }) => status === 429);
    // How many depends on how fast they arrive.
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('8');
    expect(refused[0]?.page).toContain('<html lang="fr">');
    expect(answers.every(({ status }) => status === 422 || status === 429)).toBe(true);
  });
});

describe('The log of sign-ins', () => {
  it('contains no typed text and no token', async () => {
    await using site = await serveSite();
    const browser = site.createBrowser();
    await signIn(browser, { user: 'camille.essai@example.org', password: 'typed secret' });
    await signIn(browser);
    expect(site.log.length).toBeGreaterThanOrEqual(2);
    const text = site.log.join('');
    for (const secret of ['camille', 'typed secret', 'mot de passe', '127.0.0.1']) {
      expect(text).not.toContain(secret);
    }
    for (const pair of browser.cookies().split('; ')) expect(text).not.toContain(pair.slice(20));
  });
});

describe('A stranger at the same address', () => {
  it('does not lock out a browser in which the staff has signed in before', async () => {
    await using site = await serveSite();
    const known = site.createBrowser();
    await signIn(known);
    await known.get('/staff/regulators');
    await known.post('/logout', {});
    const stranger = site.createBrowser();
    for (let count = 0; count < 6; count++) await signIn(stranger, { password: 'a guess' });
    const clocked = performance.now();
    expect((await signIn(known)).status).toBe(303);
    expect(performance.now() - clocked).toBeLessThan(900);
  });

  it('takes no place and no time from it, however many wait', async () => {
    await using site = await serveSite();
    const known = site.createBrowser();
    await signIn(known);
    await known.get('/staff/regulators');
    await known.post('/logout', {});
    const stranger = site.createBrowser();
    for (let count = 0; count < 5; count++) await signIn(stranger, { password: 'a guess' });
    // Even if the staff mistypes and has to wait as well.
    for (let count = 0; count < 5; count++) {
      expect((await signIn(known, { password: 'mistyped' })).status).toBe(422);
    }
    const fields = { user: staffUser, password: 'a guess' };
    const flood = Promise.all(Array.from({ length: 12 }, () => stranger.post('/login', fields)));
    const clocked = performance.now();
    expect((await signIn(known)).status).toBe(303);
    expect(performance.now() - clocked).toBeLessThan(2000);
    expect((await flood).map(({ status }) => status)).toContain(429);
  });

  it('gains only few attempts by a copy of its cookie, and takes none from it', async () => {
    await using site = await serveSite();
    const known = site.createBrowser();
    const signInAndOut = async () => {
      expect((await signIn(known)).status).toBe(303);
      await known.get('/staff/regulators');
      expect((await known.post('/logout', {})).status).toBe(303);
      return /agenda_browser=[^;]+/.exec(known.cookies())?.[0] ?? '';
    };
    const pair = await signInAndOut();
    expect(await signInAndOut()).not.toBe(pair);
    const thief = site.createBrowser();
    thief.setCookie(pair);
    for (let count = 0; count < 6; count++) await signIn(thief, { password: 'a guess' });
    const fields = { user: staffUser, password: 'a guess' };
    const flood = Promise.all(Array.from({ length: 12 }, () => thief.post('/login', fields)));
    const clocked = performance.now();
    expect((await signIn(known)).status).toBe(303);
    expect(performance.now() - clocked).toBeLessThan(950);
    expect((await flood).map(({ status }) => status)).toContain(429);
  });

  it('gains nothing by such a cookie under the name of another user', async () => {
    await using site = await serveSite();
    const known = site.createBrowser();
    await signIn(known);
    for (let count = 0; count < 5; count++) await signIn(known, { user: 'admin' });
    const clocked = performance.now();
    expect((await signIn(site.createBrowser(), { user: 'admin' })).status).toBe(422);
    expect(performance.now() - clocked).toBeGreaterThan(450);
  });

  it('slows down a new browser of the staff, and never locks it out', async () => {
    await using site = await serveSite();
    const stranger = site.createBrowser();
    for (let count = 0; count < 5; count++) await signIn(stranger, { password: 'a guess' });
    const clocked = performance.now();
    expect((await signIn(site.createBrowser())).status).toBe(303);
    expect(performance.now() - clocked).toBeGreaterThan(450);
  });

  it('gains nothing by making up the cookie of a known browser', async () => {
    await using site = await serveSite();
    const stranger = site.createBrowser();
    for (let count = 0; count < 5; count++) await signIn(stranger, { password: 'a guess' });
    stranger.setCookie(`agenda_browser=${'a'.repeat(43)}.${'b'.repeat(43)}; Path=/`);
    const clocked = performance.now();
    expect((await signIn(stranger, { password: 'a guess' })).status).toBe(422);
    expect(performance.now() - clocked).toBeGreaterThan(450);
  });
});

describe('Strangers behind a proxy that passes on addresses', () => {
  const secret = 'a-secret-of-these-tests-alone';
  const addressOf = createClientAddress({ addresses: undefined, secret });
  const from = (address: string) => ({ 'x-proxy-secret': secret, 'x-forwarded-for': address });

  it('neither slow down nor displace the staff at another address', async () => {
    await using site = await serveSite({ addressOf });
    const stranger = site.createBrowser(from('192.0.2.1'));
    for (let count = 0; count < 5; count++) await signIn(stranger, { password: 'a guess' });
    const fields = { user: staffUser, password: 'a guess' };
    const flood = Promise.all(Array.from({ length: 12 }, () => stranger.post('/login', fields)));
    const clocked = performance.now();
    const staff = await signIn(site.createBrowser(from('198.51.100.7')));
    expect(staff.status).toBe(303);
    expect(performance.now() - clocked).toBeLessThan(450);
    const statuses = (await flood).map(({ status }) => status);
    expect(statuses).toContain(429);
  });

  it('gain nothing by making up an address', async () => {
    await using site = await serveSite({ addressOf });
    for (let count = 0; count < 5; count++) {
      const made = `203.0.113.${count}, 192.0.2.1`;
      await signIn(site.createBrowser(from(made)), { password: 'a guess' });
    }
    const clocked = performance.now();
    await signIn(site.createBrowser(from('203.0.113.9, 192.0.2.1')), { password: 'a guess' });
    expect(performance.now() - clocked).toBeGreaterThan(450);
  });
});
