import { describe, expect, it } from 'vitest';
import { addRegulator, changeRegulator, serveSite } from '../session/test-data/serve-site.js';

const hostile = `<script>alert("1")</script><b onclick='x'>`;

/** The rows of the list, as strings. */
function rowsOf(page: string): readonly string[] {
  return page.split('<tr role="row">').slice(2);
}

describe('The list of regulators', () => {
  it('says that there is no account yet, and that a search found none', async () => {
    await using site = await serveSite();
    const browser = await site.createStaffBrowser();
    const empty = await browser.get('/staff/regulators');
    const notFound = await browser.get('/staff/regulators?q=nobody');
    for (const { status, page } of [empty, notFound]) {
      expect(status).toBe(200);
      expect(page).toContain('role="status"');
      expect(page).not.toContain('<table');
    }
    expect(notFound.page).not.toBe(empty.page);
  });

  it('shows each account with its identifiers, their kind, its state and its terms', async () => {
    await using site = await serveSite();
    const part = { familyName: 'Abel', nationalId: '899900000001', technicalId: null };
    const { id } = await addRegulator(site.store, { ...part, email: 'abel@example.org' });
    const other = { familyName: 'Zoé', nationalId: '0999000001', active: false };
    const { technicalId } = await addRegulator(site.store, other);
    const browser = await site.createStaffBrowser();
    const { page } = await browser.get('/staff/regulators');
    const [first = '', second = '', ...none] = rowsOf(page);
    expect(none).toEqual([]);
    for (const text of ['Camille ABEL', 'abel@example.org', 'RPPS : 99900000001', 'Habilité']) {
      expect(first).toContain(text);
    }
    expect(first).toContain(`href="/staff/regulators/${id}"`);
    expect(first).toContain('1er décembre 2026 à 08:00');
    for (const text of ['ADELI : 0999000001', `technique (SAS) : ${technicalId}`, 'Désactivé']) {
      expect(second).toContain(text);
    }
  });

  it.each([
    { query: '', names: ['ABEL', 'ÉLISE', 'ZOÉ'] },
    { query: '?q=elise', names: ['ÉLISE'] },
    { query: '?q=%C3%89LISE', names: ['ÉLISE'] },
    { query: '?state=active', names: ['ABEL', 'ÉLISE'] },
    { query: '?state=disabled', names: ['ZOÉ'] },
    { query: '?state=disabled&q=abel', names: [] },
    { query: '?state=other&page=x', names: ['ABEL', 'ÉLISE', 'ZOÉ'] },
    { query: '?page=999999', names: ['ABEL', 'ÉLISE', 'ZOÉ'] },
    { query: '?q=%00', names: ['ABEL', 'ÉLISE', 'ZOÉ'] },
  ])('searches and filters: $query', async ({ query, names }) => {
    await using site = await serveSite();
    await addRegulator(site.store, { familyName: 'Zoé', active: false });
    await addRegulator(site.store, { familyName: 'Abel' });
    await addRegulator(site.store, { familyName: 'Élise' });
    const browser = await site.createStaffBrowser();
    const { status, page } = await browser.get(`/staff/regulators${query}`);
    expect(status).toBe(200);
    expect(rowsOf(page).map((row) => /">Camille (\S+?)</.exec(row)?.[1])).toEqual(names);
  });

  it('has a hundred accounts on a page, and keeps the search on the next', async () => {
    await using site = await serveSite();
    for (let number = 0; number < 230; number++) {
      await addRegulator(site.store, { familyName: `Nom ${1000 + number}` });
    }
    const browser = await site.createStaffBrowser();
    const first = await browser.get('/staff/regulators?q=nom');
    expect(rowsOf(first.page)).toHaveLength(100);
    const next = /href="([^"]+)" rel="next"/.exec(first.page)?.[1]?.replaceAll('&amp;', '&');
    const second = await browser.get(String(next));
    expect(rowsOf(second.page)).toHaveLength(100);
    expect(rowsOf(second.page)[0]).toContain('Camille NOM 1100');
    const last = await browser.get('/staff/regulators?q=nom&page=9');
    expect(rowsOf(last.page)).toHaveLength(30);
    expect(last.page).not.toContain('rel="next"');
  });
});

describe('The page of a regulator', () => {
  it('shows the account, its details and its history', async () => {
    await using site = await serveSite();
    const account = await addRegulator(site.store, {
      details: {
        gender: 'female',
        birthDate: '1980-02-03',
        address: { lines: ['1 rue de la Paix'], postalCode: '35700', city: 'RENNES' },
        qualifications: [{ code: '10', label: 'Médecin' }, { code: 'SM26' }],
      },
    });
    site.wait(60_000);
    await changeRegulator(site.store, account, {
      email: 'b@example.org',
      emailKey: 'b@example.org',
    });
    const browser = await site.createStaffBrowser();
    const { status, page } = await browser.get(`/staff/regulators/${account.id}`);
    expect(status).toBe(200);
    for (const text of [
      'féminin',
      '1980-02-03',
      '1 rue de la Paix 35700 RENNES',
      'Médecin, SM26',
      `${account.email} → b@example.org`,
      'datetime="2026-12-01T07:01:00.000Z">1er décembre 2026 à 08:01<',
    ]) {
      expect(page).toContain(text);
    }
    expect(rowsOf(page)).toHaveLength(2);
  });

  it.each(['none', '%00', '..%2F..', '%zz', 'a'.repeat(200)])('is not found for %j', async (id) => {
    await using site = await serveSite();
    const browser = await site.createStaffBrowser();
    const { status, page } = await browser.get(`/staff/regulators/${id}`);
    expect([400, 404]).toContain(status);
    expect(page).toContain('<html lang="fr">');
  });
});

describe('Every page of the staff', () => {
  it('is French HTML without script, and what the platform sent is escaped', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store, {
      familyName: hostile,
      givenName: hostile,
      email: hostile,
      nationalId: hostile,
      details: { title: hostile, birthName: hostile, qualifications: [{ label: hostile }] },
    });
    const browser = await site.createStaffBrowser();
    const search = encodeURIComponent(hostile);
    for (const path of [
      '/staff/regulators',
      `/staff/regulators?q=${search}&state=${search}`,
      `/staff/regulators/${id}`,
    ]) {
      const { page, headers } = await browser.get(path);
      expect(page).toMatch(/^<!doctype html>\n<html lang="fr">/);
      expect(page).not.toMatch(/<script|<b /);
      expect(page.match(/<h1>/g)).toHaveLength(1);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('asks a visitor to sign in, then returns to the page', async () => {
    await using site = await serveSite();
    for (const path of ['/staff', '/staff/regulators', '/staff/regulators/a?b=c', '/staff/none']) {
      const { status, location } = await site.createBrowser().get(path);
      expect(status).toBe(303);
      expect(location).toBe(`/login?${new URLSearchParams({ next: path })}`);
    }
  });

  it('keeps the header on an error page, for the person who is signed in', async () => {
    await using site = await serveSite();
    const browser = await site.createStaffBrowser();
    for (const path of ['/staff/nothing', '/staff/regulators/nobody']) {
      const { status, page } = await browser.get(path);
      expect(status).toBe(404);
      for (const text of ['Se déconnecter', 'href="/staff/appointments"']) {
        expect(page).toContain(text);
      }
    }
    expect((await site.createBrowser().get('/nothing')).page).not.toContain('Se déconnecter');
  });

  it('writes no name, address or identifier to the log', async () => {
    await using site = await serveSite();
    const account = await addRegulator(site.store, { email: 'secret@example.org' });
    const browser = await site.createStaffBrowser();
    await browser.get('/staff/regulators?q=secret');
    await browser.get(`/staff/regulators/${account.id}`);
    const visitor = site.createBrowser();
    await visitor.get('/login');
    await visitor.post('/login', { user: 'secret@example.org', password: 'secret' });
    await browser.get('/staff/regulators/%zz-secret');
    expect(site.log).toHaveLength(1);
    expect(site.log.join('')).not.toMatch(/secret|Essai|Camille/);
  });
});
