import { type Simulator, startSimulator } from '@sas-sos/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resourcesOf, searchSlots } from '../reference-vendor/search-slots.js';
import { type RunningVendor, startVendor } from '../reference-vendor/start-vendor.js';
import { createFront, type Front } from './create-front.js';
import { type Guide, type GuideCookie, type GuidePage, loadGuide } from './load-guide.js';

const idOf = (number: number) => `5a5d0000-0000-4000-8000-00000000000${number}`;
const camille = { id: idOf(1), email: 'camille.delaunay@exemple.fr', name: 'DELAUNAY' };

/** The scripts of the guide, as a vendor runs them: by plain HTTP, from outside. */
describe('A scripted sign-on at the reference vendor', () => {
  let front: Front;
  let simulator: Simulator;
  let vendor: RunningVendor;
  let guide: Guide;
  let arrivalUrl: string;

  beforeAll(async () => {
    guide = await loadGuide();
    front = await createFront();
    simulator = await startSimulator({ vendorUrl: `${front.url}/fhir`, port: 0 });
    vendor = await startVendor({
      PUBLIC_URL: front.url,
      SSO_METHOD: 'sas',
      SSO_ISSUER: simulator.sasIssuer,
      SSO_CLIENT_ID: 'agenda-demo',
      SSO_CLIENT_SECRET: 'agenda-demo-secret',
    });
    front.lead(vendor.url);
    const [slot] = resourcesOf(await searchSlots(vendor.url, ['334173748400020']), 'Slot');
    arrivalUrl = `${slot?.comment}&origin=sas-preprod`;
  });
  afterAll(async () => {
    await vendor?.[Symbol.asyncDispose]();
    await simulator?.close();
    await front?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await fetch(`${simulator.url}/api/state`, { method: 'DELETE' });
  });

  const nameOf = ({ text }: GuidePage) => /Connecté\s: <strong>([^<]+)/.exec(text)?.[1];
  const isAtVendor = ({ url }: GuidePage) => new URL(url).origin === front.url;

  it.each([
    { id: camille.id, name: camille.name },
    { id: idOf(2), name: 'BENALI' },
    { id: idOf(3), name: 'LE GOFF' },
  ])('signs $name on without a page in between', async ({ id, name }) => {
    const browser = await guide.createSignedInBrowser(simulator.url, id);
    const page = await browser.open(arrivalUrl);
    expect(isAtVendor(page)).toBe(true);
    expect(nameOf(page)).toContain(name);
    expect(page.statuses.at(-1)).toBe(200);
    expect(page.statuses.slice(0, -1).every((status) => status > 300 && status < 400)).toBe(true);
  });

  it('signs on through the login page', async () => {
    const { login, page } = await guide.signOn(arrivalUrl, camille.email);
    expect(login.url).toContain(`${simulator.sasIssuer}/protocol/openid-connect/auth?`);
    expect(isAtVendor(page)).toBe(true);
    expect(nameOf(page)).toContain(camille.name);
  });

  it('does not sign on with a wrong password', async () => {
    const { page } = await guide.signOn(arrivalUrl, camille.email, 'wrong');
    expect({ isAtVendor: isAtVendor(page), status: page.statuses.at(-1) }).toEqual({
      isAtVendor: false,
      status: 401,
    });
  });

  it('leads to the login page once the regulator is disabled', async () => {
    const browser = await guide.createSignedInBrowser(simulator.url, camille.id);
    await fetch(`${simulator.url}/api/regulators/${camille.id}/disable`, { method: 'POST' });
    const page = await browser.open(arrivalUrl);
    expect(isAtVendor(page)).toBe(false);
    expect(page.text).toContain('name="password"');
  });

  it('leads to the login page with a changed cookie', async () => {
    const path = `/api/regulators/${camille.id}/browser-state`;
    const response = await fetch(simulator.url + path, { method: 'POST' });
    const { cookies } = (await response.json()) as { readonly cookies: readonly GuideCookie[] };
    const altered = cookies.map((cookie) => ({ ...cookie, value: `${cookie.value}x` }));
    const page = await guide.createBrowser(altered).open(arrivalUrl);
    expect(isAtVendor(page)).toBe(false);
    expect(nameOf(await guide.createBrowser(cookies).open(arrivalUrl))).toContain(camille.name);
  });
});
