import { isSasError, type RegulatorRight } from '@sas-sos/core';
import { createTestProvider, type TestProvider } from '@sas-sos/test-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  account,
  arrivalUrl,
  camille,
  client,
  createVendor,
  page,
  signIn,
} from './vendor.fixture.js';

let provider: TestProvider;
beforeAll(async () => {
  provider = await createTestProvider({ clients: [client], users: [camille] });
});
afterAll(() => provider.close());

describe('the right of a regulator', () => {
  async function signedIn(given: Parameters<typeof createVendor>[1] = {}) {
    const vendor = createVendor(provider, given);
    const { browser } = await signIn(vendor, provider);
    const request = new Request(page, { headers: { cookie: browser.cookies.header(page) } });
    return { vendor, browser, request };
  }

  it('contains the account, and cannot be created or changed by other code', async () => {
    const { vendor, request } = await signedIn();
    const right = await vendor.currentRight(request);
    expect(right).toMatchObject({ method: 'sas', origin: 'sas', regulator: { version: 1 } });
    expect(vendor.isRight(right)).toBe(true);
    expect(vendor.isRight({ ...right })).toBe(false);
    expect(vendor.isRight(undefined)).toBe(false);
    expect(createVendor(provider).isRight(right)).toBe(false);
    expect(Object.isFrozen(right)).toBe(true);
  });

  it('is no longer a right with another account in it', async () => {
    const { vendor, request } = await signedIn();
    const right = await vendor.currentRight(request);
    if (!right) throw new Error('There is no right.');
    // @ts-expect-error: the types refuse it before isRight does
    const forged: RegulatorRight = { ...right, regulator: account() };
    expect(vendor.isRight(forged)).toBe(false);
  });

  it('comes from a session that a sign-on opened, and from nothing else that the vendor stores', async () => {
    const { vendor, request } = await signedIn();
    const [id] = vendor.sessions.keys();
    const [regulator] = vendor.accounts.list();
    for (const seal of [
      undefined,
      null,
      42,
      '',
      regulator?.id ?? '',
      JSON.stringify({ a: regulator?.id, v: 1, t: 0 }),
    ]) {
      vendor.sessions.set(id as string, { seal } as never);
      await expect(vendor.currentRight(request)).resolves.toBeUndefined();
    }
  });

  it('is not valid for another provider, or after its secret was removed', async () => {
    const { vendor, request } = await signedIn();
    const [session] = vendor.sessions.values();
    const regulators = vendor.accounts.list();
    const signOn = {
      openSession: () => ({ cookies: [] }),
      currentSession: () => session,
      closeSession: () => ({ cookies: [] }),
    };
    const same = createVendor(provider, { regulators, signOn });
    await expect(same.currentRight(request)).resolves.toBeDefined();
    const others = [
      createVendor({ issuer: `${provider.issuer}-other` }, { regulators, signOn }),
      createVendor(provider, { regulators, signOn, cookieSecret: 'x'.repeat(32) }),
    ];
    for (const other of others) await expect(other.currentRight(request)).resolves.toBeUndefined();
  });

  it.each([
    { name: 'disabled', values: { active: false } },
    { name: 'changed', values: { familyName: 'Martin' } },
  ])('ends with the next request once the account is $name', async ({ values }) => {
    const { vendor, browser } = await signedIn();
    expect((await browser.open(page)).status).toBe(200);
    await vendor.change(values);
    expect((await browser.open(page)).status).toBe(401);
  });

  it('does not return when the account is enabled again', async () => {
    const { vendor, browser } = await signedIn();
    await vendor.change({ active: false });
    await vendor.change({ active: true });
    expect((await browser.open(page)).status).toBe(401);
    expect((await browser.open(arrivalUrl)).status).toBe(200);
  });

  it('ends with an account that was disabled without a new version', async () => {
    const disabled = account({ active: false });
    const { vendor, request } = await signedIn({
      accounts: findOnce({ ...disabled, active: true }, () => [disabled]),
    });
    await expect(vendor.currentRight(request)).resolves.toBeUndefined();
  });

  it('ends when the account no longer exists', async () => {
    const { vendor, request } = await signedIn({
      accounts: findOnce(account()),
    });
    await expect(vendor.currentRight(request)).resolves.toBeUndefined();
  });

  it('ends after four hours, or after the time that the vendor set', async () => {
    const { vendor, browser } = await signedIn();
    vendor.clock.advance(4 * 3_600_000 - 60_000);
    expect((await browser.open(page)).status).toBe(200);
    vendor.clock.advance(60_000);
    expect((await browser.open(page)).status).toBe(401);
  });

  it('is unavailable while the accounts cannot be read', async () => {
    const { vendor, request } = await signedIn({
      accounts: findOnce(account(), () => {
        throw new Error('The database is down.');
      }),
    });
    const error: unknown = await vendor.currentRight(request).catch((thrown: unknown) => thrown);
    expect(isSasError(error) && error.code).toBe('SAS_REGULATORS_UNAVAILABLE');
    const visit = await vendor.guard(request);
    expect(visit).toMatchObject({ kind: 'respond', response: { status: 503 } });
  });
});

/** A store that finds an account at the sign-on, and behaves differently afterwards. */
function findOnce(
  regulator: ReturnType<typeof account>,
  then: () => ReturnType<typeof account>[] = () => [],
) {
  let times = 0;
  return {
    find() {
      times += 1;
      return times === 1 ? [regulator] : then();
    },
    save: () => 'stale' as const,
  };
}
