import { describe, expect, it } from 'vitest';
import { addRegulator, changeRegulator, serveSite } from '../session/test-data/serve-site.js';
import { terms } from './terms.js';

describe('A regulator who signs in for the first time', () => {
  it('is asked to accept the terms, then is sent to the requested page', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(id);
    const { status, location } = await browser.get('/guarded?slot=1&origin=sas');
    expect(status).toBe(303);
    const { page } = await browser.get(String(location));
    expect(page).toContain(terms.paragraphs[0].title);
    const fields = { decision: 'accept', version: terms.version, next: '/guarded?slot=1' };
    expect(page).toContain('value="/guarded?slot=1&amp;origin=sas"');
    site.wait(1000);
    expect(await browser.post('/regulator/terms', fields)).toMatchObject({
      status: 303,
      location: '/guarded?slot=1',
    });
    expect((await browser.get('/guarded?slot=1')).page).toBe('open');
    const stored = await site.store.regulators.find(id);
    expect(stored?.terms).toEqual({
      version: terms.version,
      acceptedAt: Date.parse('2026-12-01T07:00:01Z'),
    });
    const [event] = await site.store.regulators.listEvents(id, 1);
    expect(event?.kind).toBe('terms-accepted');
    expect((await browser.get('/regulator/terms')).page).not.toContain('value="accept"');
  });

  it('is signed out after declining, and nothing is recorded', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(id);
    await browser.get('/regulator/terms');
    const { status } = await browser.post('/regulator/terms', { decision: 'decline' });
    expect(status).toBe(200);
    expect(browser.cookies()).toBe('');
    expect((await site.store.regulators.find(id))?.terms).toBeNull();
    expect((await browser.get('/regulator/terms')).status).toBe(403);
  });

  it('is asked before a form is processed, and the form is dropped', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(id);
    const { status, location } = await browser.post('/guarded', {});
    expect({ status, location }).toEqual({ status: 303, location: '/regulator/terms?next=%2F' });
  });

  it.each([
    { name: 'a wrong token', fields: { decision: 'accept', csrf: 'x' }, status: 403 },
    { name: 'another version', fields: { decision: 'accept', version: '1' }, status: 200 },
    { name: 'no decision', fields: { version: terms.version }, status: 200 },
    { name: 'another decision', fields: { decision: 'x', version: terms.version }, status: 200 },
  ])('does not accept the terms with $name', async ({ fields, status }) => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(id);
    await browser.get('/regulator/terms');
    const shown = await browser.post('/regulator/terms', fields as Record<string, string>);
    expect(shown.status).toBe(status);
    expect((await site.store.regulators.find(id))?.terms).toBeNull();
  });

  it('is only sent to pages of this site', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(id);
    const { page } = await browser.get('/regulator/terms?next=//evil.example');
    expect(page).toContain('name="next" value="/"');
    const fields = { decision: 'accept', version: terms.version, next: '//evil.example' };
    expect((await browser.post('/regulator/terms', fields)).location).toBe('/');
  });
});

describe('The guard of the terms', () => {
  it('asks again when the terms have changed', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    await site.store.regulators.acceptTerms(id, 'of old');
    const browser = await site.createRegulatorBrowser(id);
    expect((await browser.get('/guarded')).status).toBe(303);
  });

  it('lets visitors and the staff through', async () => {
    await using site = await serveSite();
    expect((await site.createBrowser().get('/guarded')).page).toBe('open');
    expect((await (await site.createStaffBrowser()).get('/guarded')).page).toBe('open');
  });

  it('does not treat a disabled account as a regulator', async () => {
    await using site = await serveSite();
    const account = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(account.id);
    expect((await browser.get('/regulator/terms')).status).toBe(200);
    await changeRegulator(site.store, account, { active: false });
    expect((await browser.get('/regulator/terms')).status).toBe(403);
    const fields = { decision: 'accept', version: terms.version };
    expect((await browser.post('/regulator/terms', fields)).status).toBe(403);
    expect((await site.store.regulators.find(account.id))?.terms).toBeNull();
  });
});

describe('The pages of a regulator', () => {
  it.each(['visitor', 'staff'])('are closed to the %s', async (who) => {
    await using site = await serveSite();
    const browser = who === 'staff' ? await site.createStaffBrowser() : site.createBrowser();
    expect((await browser.get('/regulator/terms')).status).toBe(403);
    expect((await browser.post('/regulator/terms', { decision: 'accept' })).status).toBe(403);
  });

  it('do not give access to staff pages', async () => {
    await using site = await serveSite();
    const { id } = await addRegulator(site.store);
    const browser = await site.createRegulatorBrowser(id);
    expect((await browser.get('/staff/regulators')).status).toBe(303);
    expect((await browser.get(`/staff/regulators/${id}`)).status).toBe(303);
  });
});
