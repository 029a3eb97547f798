import { describe, expect, it } from 'vitest';
import { addRegulator, serveSite, staffPassword } from '../session/test-data/serve-site.js';

/** The rows of the list, as strings. */
function rowsOf(page: string): readonly string[] {
  return page.split('<tr role="row">').slice(2);
}

describe('The audit', () => {
  it('lists who signed in and out, latest first, and finds them by person and day', async () => {
    await using site = await serveSite();
    const part = { familyName: 'Abel', nationalId: '899900000001' };
    const abel = await addRegulator(site.store, part);
    const zoe = await addRegulator(site.store, { familyName: 'Zoé' });
    const first = await site.createRegulatorBrowser(abel.id);
    site.wait(86_400_000);
    await site.createRegulatorBrowser(zoe.id);
    await site.sessions.close(first.cookies());
    const staff = await site.createStaffBrowser();

    const { status, page } = await staff.get('/staff/audit');
    expect(status).toBe(200);
    const rows = rowsOf(page);
    const expected = [
      ['Secrétariat', 'Connexion'],
      ['Camille ZOÉ', 'Connexion'],
      ['Camille ABEL', 'Connexion'],
    ];
    expect(rows).toHaveLength(expected.length);
    for (const [index, texts] of expected.entries()) {
      for (const text of texts) expect(rows[index]).toContain(text);
    }
    // As everywhere on these pages, without its prefix.
    expect(rows[2]).toContain('>RPPS 99900000001<');
    expect(rows[2]).toContain('datetime="2026-12-01T07:00:00.000Z"');

    const byPerson = await staff.get('/staff/audit?q=abel');
    expect(rowsOf(byPerson.page)).toHaveLength(1);
    const byRpps = await staff.get('/staff/audit?q=99900000001');
    expect(rowsOf(byRpps.page)).toHaveLength(1);
    const byDay = await staff.get('/staff/audit?day=2026-12-02');
    expect(rowsOf(byDay.page)).toHaveLength(2);
    const none = await staff.get('/staff/audit?q=nobody');
    expect(none.page).toContain('role="status"');
    expect(rowsOf(none.page)).toEqual([]);
  });

  it('has a hundred records on a page, and keeps the search on the next', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store, { familyName: 'Abel' });
    for (let number = 0; number < 130; number++) await site.createRegulatorBrowser(id);
    const staff = await site.createStaffBrowser();
    const { page } = await staff.get('/staff/audit?q=abel&before=x');
    expect(rowsOf(page)).toHaveLength(100);
    const next = /href="([^"]+)" rel="next"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
    const second = await staff.get(String(next));
    expect(rowsOf(second.page)).toHaveLength(30);
    expect(second.page).not.toContain('rel="next"');
  });

  it('is for the staff alone', async () => {
    await using site = await serveSite();
    const { status, location } = await site.createBrowser().get('/staff/audit');
    expect([status, location]).toEqual([303, '/login?next=%2Fstaff%2Faudit']);
    expect(staffPassword).not.toBe('');
  });
});
