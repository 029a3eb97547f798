import { describe, expect, it, vi } from 'vitest';
import { addRegulator, changeRegulator, createSignOn, serveSite } from './test-data/serve-site.js';

const minute = 60_000;
const hour = 60 * minute;

describe('A session', () => {
  it('of the staff ends twelve hours after sign-in, even in use', async () => {
    await using site = await serveSite();
    const browser = await site.createStaffBrowser();
    for (let count = 0; count < 24; count++) {
      expect((await site.sessions.current(browser.cookies()))?.kind).toBe('staff');
      site.wait(hour / 2);
    }
    expect(await site.sessions.current(browser.cookies())).toBeUndefined();
  });

  it('of the staff ends after an idle hour', async () => {
    await using site = await serveSite();
    const browser = await site.createStaffBrowser();
    site.wait(hour - 1);
    expect((await site.sessions.current(browser.cookies()))?.kind).toBe('staff');
    site.wait(hour);
    expect(await site.sessions.current(browser.cookies())).toBeUndefined();
  });

  it('of a regulator ends after an idle hour', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(id);
    for (let count = 0; count < 3; count++) {
      site.wait(hour - 1);
      expect(await site.sessions.current(browser.cookies())).toMatchObject({
        kind: 'regulator',
        regulator: { account: { id } },
      });
    }
    site.wait(hour);
    expect(await site.sessions.current(browser.cookies())).toBeUndefined();
  });

  it('of a regulator ends twelve hours after sign-in at the latest', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(id);
    for (let count = 1; count < 24; count++) {
      site.wait(hour / 2);
      expect(await site.sessions.current(browser.cookies())).toBeDefined();
    }
    site.wait(hour / 2);
    expect(await site.sessions.current(browser.cookies())).toBeUndefined();
  });

  it('of a regulator ends for good when the account is disabled', async () => {
    await using site = await serveSite();
    const account = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(account.id);
    const disabled = await changeRegulator(site.store, account, { active: false });
    expect(await site.sessions.current(browser.cookies())).toBeUndefined();
    await changeRegulator(site.store, disabled, { active: true });
    expect(await site.sessions.current(browser.cookies())).toBeUndefined();
  });

  it('is refused for a disabled or unknown account', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store, { active: false });
    for (const accountId of [id, 'none']) {
      const browser = await site.createRegulatorBrowser(accountId);
      expect(await site.sessions.current(browser.cookies())).toBeUndefined();
    }
  });

  it('that expired is removed by a later sign-in, once in a minute', async () => {
    await using site = await serveSite();
    const removal = vi.spyOn(site.store.sessions, 'removeExpired');
    for (let count = 0; count < 3; count++) await site.createStaffBrowser();
    expect(removal).toHaveBeenCalledOnce();
    site.wait(minute);
    await site.createStaffBrowser();
    expect(removal).toHaveBeenCalledTimes(2);
  });

  it("replaces the browser's previous session, with another token", async () => {
    await using site = await serveSite();
    const browser = await site.createStaffBrowser();
    const before = browser.cookies();
    const first = await site.sessions.current(before);
    browser.setCookie(await site.sessions.open({ kind: 'staff' }, before));
    expect(browser.cookies()).not.toBe(before);
    expect(await site.sessions.current(before)).toBeUndefined();
    expect((await site.sessions.current(browser.cookies()))?.csrf).not.toBe(first?.csrf);
  });

  it('of a regulator is confirmed with the same token and forms, and lasts from then on', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(id);
    const before = await site.sessions.current(browser.cookies());
    site.wait(hour - 1);
    const signOn = { ...createSignOn(), providerSessionKey: 'two' };
    expect(await site.sessions.confirm(id, signOn, browser.cookies())).toBe(true);
    site.wait(hour - 1);
    expect(await site.sessions.current(browser.cookies())).toEqual({ ...before, signOn });
    await site.sessions.closeOfProvider('two');
    expect(await site.sessions.confirm(id, signOn, browser.cookies())).toBe(false);
  });

  it('of another person is not confirmed', async () => {
    await using site = await serveSite();
    const [one, other] = [await addRegulator(site.store), await addRegulator(site.store)];
    const browser = await site.createRegulatorBrowser(one.id);
    const before = await site.sessions.current(browser.cookies());
    const staff = await site.createStaffBrowser();
    for (const cookies of [browser.cookies(), staff.cookies(), undefined]) {
      expect(await site.sessions.confirm(other.id, createSignOn(), cookies)).toBe(false);
    }
    expect(await site.sessions.current(browser.cookies())).toEqual(before);
  });

  it('is gone once closed', async () => {
    await using site = await serveSite();
    const browser = await site.createStaffBrowser();
    const before = browser.cookies();
    browser.setCookie(await site.sessions.close(before));
    expect(browser.cookies()).toBe('');
    expect(await site.sessions.current(before)).toBeUndefined();
  });

  it("of a regulator keeps the SDK's values, until it ends at the provider", async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    const signOns = [
      createSignOn(),
      { ...createSignOn(), providerSessionKey: 'one' },
      createSignOn(),
    ];
    const cookies = await Promise.all(
      signOns.map((signOn) =>
        site.sessions.open({ kind: 'regulator', accountId: id, signOn }, undefined),
      ),
    );
    const open = async () => {
      const sessions = await Promise.all(cookies.map((cookie) => site.sessions.current(cookie)));
      return sessions.map((session) => session?.kind === 'regulator' && session.signOn);
    };
    expect(await open()).toEqual(signOns);
    await site.sessions.closeOfProvider('one');
    await site.sessions.closeOfProvider(signOns[2]?.subjectKey ?? '');
    await site.sessions.closeOfProvider('none');
    expect(await open()).toEqual([signOns[0], false, false]);
  });

  it('is deleted at the next sign-in after it expires', async () => {
    await using site = await serveSite();
    const record = {
      kind: 'staff',
      accountId: null,
      csrf: 'c',
      createdAt: 0,
      signOn: null,
    } as const;
    await site.store.sessions.insert({ ...record, tokenHash: 'old', expiresAt: 1 });
    await site.createStaffBrowser();
    expect(await site.store.sessions.find('old')).toBeUndefined();
  });

  it.each([
    { name: 'no cookie', cookies: undefined },
    { name: 'an empty cookie', cookies: 'agenda_session=' },
    { name: 'another cookie', cookies: 'other=1; agenda_sessionx=2' },
    { name: 'an invalid token', cookies: "agenda_session=' OR 1=1 --" },
    { name: 'an unknown token', cookies: `agenda_session=${'a'.repeat(43)}` },
  ])('is not found with $name', async ({ cookies }) => {
    await using site = await serveSite();
    await site.createStaffBrowser();
    expect(await site.sessions.current(cookies)).toBeUndefined();
  });

  it.each([
    { isSecure: false, cookie: /^agenda_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/ },
    {
      isSecure: true,
      cookie: /^__Host-agenda_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    },
  ])('has a cookie for this site only, secure: $isSecure', async ({ isSecure, cookie }) => {
    await using site = await serveSite({ isSecure });
    const header = await site.sessions.open({ kind: 'staff' }, undefined);
    expect(header).toMatch(cookie);
    expect((await site.sessions.current(`a=b; ${header.split(';')[0]}; c=d`))?.kind).toBe('staff');
  });
});
