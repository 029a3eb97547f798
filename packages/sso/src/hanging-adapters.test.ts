import { type RegulatorAccounts, type SignOn, silentLogger } from '@sas-sos/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBackchannelLogout } from './backchannel-logout.js';
import { changeSession } from './call-vendor.js';
import { createSignOn } from './create-sign-on.js';
import { findAccount } from './find-account.js';
import { sasDelegation } from './methods/sas-delegation.js';
import { createRights } from './rights.js';
import { createSealer } from './sealer.js';
import { account, arrivalUrl, cookieSecret, site } from './vendor.fixture.js';

// Fake timers, and a session, an account and a seal that never arrive.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const limit = 10_000;
const hang = () => new Promise<never>(() => {});
const { signal } = new AbortController();

const method = sasDelegation({
  issuer: 'https://provider.example',
  clientId: 'agenda',
  clientAuthentication: { method: 'tls_client_auth' },
});
const find = vi.fn(hang);
const accounts: RegulatorAccounts = { find, save: hang };
const sessions: SignOn = {
  openSession: () => ({ cookies: [] }),
  currentSession: () => ({ seal: 'one that is never opened' }),
  closeSession: () => ({ cookies: [] }),
};

/** Lets the time limit pass, and checks that nothing settled before it. */
async function passLimit(asked: Promise<unknown>): Promise<void> {
  const settled = vi.fn();
  asked.then(settled, settled);
  await vi.advanceTimersByTimeAsync(limit - 1);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
}

function signOnWith(signOn: SignOn) {
  const error = vi.fn();
  const regulators = createSignOn({
    ...{ method, origins: ['sas'], accounts, signOn, cookieSecret, publicUrl: site },
    logger: { ...silentLogger, error },
  });
  return { regulators, codes: () => error.mock.calls.map(([fields]) => fields.code) };
}

describe('a store of sessions that hangs', () => {
  it('on currentSession, called by the guard: the page of the refusal', async () => {
    const { regulators, codes } = signOnWith({ ...sessions, currentSession: hang });
    const visit = regulators.guard(new Request(arrivalUrl));
    await passLimit(visit);
    expect(await visit).toMatchObject({ kind: 'respond', response: { status: 500 } });
    expect(codes()).toEqual(['SAS_SIGN_ON_SESSION_FAILED']);
  });

  it('on closeSession: the page of the refusal', async () => {
    const { regulators, codes } = signOnWith({ ...sessions, closeSession: hang });
    const answer = regulators.logout(new Request(`${site}/sso/logout`));
    await passLimit(answer);
    expect((await answer).status).toBe(500);
    expect(codes()).toEqual(['SAS_SIGN_ON_SESSION_FAILED']);
  });

  it('on openSession: the error of the callback', async () => {
    const opened = changeSession(hang, signal);
    await passLimit(opened);
    await expect(opened).rejects.toMatchObject({
      code: 'SAS_SIGN_ON_SESSION_FAILED',
      cause: { code: 'SAS_TIME_LIMIT_EXCEEDED' },
    });
  });

  it('on closeProviderSessions: the provider may send its logout again', async () => {
    const logout = createBackchannelLogout({
      signOn: { ...sessions, closeProviderSessions: hang },
      provider: { readLogoutToken: async () => ({ subject: 'camille' }) } as never,
      rights: createRights({
        ...{ accounts, method: 'sas', owner: 'agenda', lifetime: 1000 },
        sealer: createSealer([cookieSecret], 'right'),
        hintSealer: createSealer([cookieSecret], 'logout'),
        clock: { now: () => 0 },
      }),
      logger: silentLogger,
    });
    const body = new URLSearchParams({ logout_token: 'x' });
    const answer = logout(new Request(`${site}/sso/backchannel`, { method: 'POST', body }));
    await passLimit(answer);
    expect((await answer).status).toBe(503);
    expect(await (await answer).json()).toMatchObject({
      error_description: 'SAS_SIGN_ON_SESSION_FAILED',
    });
  });

  it('and a caller who disconnects meanwhile: the reason of its signal, at once', async () => {
    const caller = new AbortController();
    const reason = new Error('The caller left.');
    const { regulators } = signOnWith({ ...sessions, currentSession: hang });
    const right = regulators.currentRight(new Request(site), { signal: caller.signal });
    caller.abort(reason);
    await expect(right).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a store of accounts that hangs', () => {
  it('at the end of a sign-on', async () => {
    const result = findAccount(
      { email: 'camille.durand@example.org' },
      { method, accounts, signal },
    );
    await passLimit(result);
    await expect(result).rejects.toMatchObject({
      code: 'SAS_REGULATORS_UNAVAILABLE',
      cause: { code: 'SAS_TIME_LIMIT_EXCEEDED' },
    });
  });

  it('at any page of a regulator: the page of the refusal', async () => {
    const sealer = createSealer([cookieSecret], 'right https://provider.example agenda');
    const { id, version } = account();
    const seal = sealer.seal({ a: id, v: version, o: 'sas', t: Date.now() });
    const { regulators, codes } = signOnWith({ ...sessions, currentSession: () => ({ seal }) });
    find.mockClear();
    const visit = regulators.guard(new Request(arrivalUrl));
    await passLimit(visit);
    expect(await visit).toMatchObject({ kind: 'respond', response: { status: 503 } });
    expect(codes()).toEqual(['SAS_REGULATORS_UNAVAILABLE']);
  });
});

it('a refusal page that is never rendered: the plain one is sent', async () => {
  const regulators = createSignOn({
    ...{ method, origins: ['sas'], accounts, signOn: sessions, cookieSecret, publicUrl: site },
    renderRefusal: hang,
  });
  const answer = regulators.callback(new Request(`${site}/sso/callback`));
  await passLimit(answer);
  const response = await answer;
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('<!doctype html>');
});
