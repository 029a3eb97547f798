import assert from 'node:assert/strict';
import {
  assertKept,
  assertNone,
  createCheckBrowser,
  createRight,
  createSession,
  open,
  type SignOnCheck,
  type SignOnSubject,
} from './sign-on-check.js';

/** Rules of `closeSession`. */
export const closeChecks: readonly SignOnCheck[] = [
  {
    name: 'closes a session for good, and deletes its cookie',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      await open(subject, browser);
      const former = browser.cookies();
      browser.store(await subject.signOn.closeSession(browser.request()));
      assert.equal(browser.cookies(), '', `The browser still has ${browser.cookies()}.`);
      await assertNone(subject, createCheckBrowser(subject, former), 'The closed session');
    },
  },
  {
    name: 'closes the session of one browser alone',
    async run(subject) {
      const [browser, other] = [createCheckBrowser(subject), createCheckBrowser(subject)];
      const { subjectKey } = createSession();
      const session = createSession({ subjectKey });
      await open(subject, browser, { session: createSession({ subjectKey }) });
      await open(subject, other, { session });
      await subject.signOn.closeSession(browser.request());
      await assertKept(subject, other, session);
    },
  },
  {
    name: 'has nothing to close without a session, or twice',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      browser.store(await subject.signOn.closeSession(browser.request()));
      await open(subject, browser);
      const request = browser.request();
      for (const _ of [1, 2]) browser.store(await subject.signOn.closeSession(request.clone()));
    },
  },
];

/** Closes by a key; fails if the adapter has no such method. */
async function closeBy({ signOn }: SignOnSubject, key: string | undefined): Promise<void> {
  assert.ok(signOn.closeProviderSessions, 'There is no closeProviderSessions.');
  await signOn.closeProviderSessions(key ?? '');
}

/** Rules of `closeProviderSessions`. */
export const providerChecks: readonly SignOnCheck[] = [
  {
    name: 'closes every session of a person by the key of the subject',
    async run(subject) {
      const one = createCheckBrowser(subject);
      const two = createCheckBrowser(subject);
      const other = createCheckBrowser(subject);
      const { subjectKey } = createSession();
      const session = createSession();
      for (const browser of [one, two]) {
        await open(subject, browser, { session: createSession({ subjectKey }) });
      }
      await open(subject, other, { session, who: 1 });
      await closeBy(subject, subjectKey);
      for (const browser of [one, two]) await assertNone(subject, browser, 'Closed by subject');
      await assertKept(subject, other, session);
    },
  },
  {
    name: 'closes one session alone by the key of the session',
    async run(subject) {
      const [browser, other] = [createCheckBrowser(subject), createCheckBrowser(subject)];
      const { subjectKey } = createSession();
      const sessions = [createSession({ subjectKey }), createSession({ subjectKey })] as const;
      await open(subject, browser, { session: sessions[0] });
      await open(subject, other, { session: sessions[1] });
      await closeBy(subject, sessions[0].providerSessionKey);
      await assertNone(subject, browser, 'Closed by session');
      await assertKept(subject, other, sessions[1]);
    },
  },
  {
    name: 'closes nothing by an unknown key, nor by the texts of missing ones',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      const { providerSessionKey: _, ...session } = createSession();
      await open(subject, browser, { session });
      for (const key of ['unknown', 'undefined', 'null', '', '%', '_']) await closeBy(subject, key);
      await assertKept(subject, browser, session);
      for (const _ of [1, 2]) await closeBy(subject, session.subjectKey);
      await assertNone(subject, browser, 'Closed twice');
    },
  },
];

/** Confirms in a browser; `undefined` if the adapter cannot, or has no such session. */
async function confirm(
  { signOn, accounts }: SignOnSubject,
  browser: ReturnType<typeof createCheckBrowser>,
  session = createSession(),
): Promise<boolean> {
  const arrival = { session, request: browser.request(), path: '/agenda/1' };
  const change = await signOn.confirmSession?.(createRight(accounts[0]), arrival);
  if (change === undefined) return false;
  browser.store(change);
  return true;
}

/** Rules of `confirmSession`, for an adapter that has it. */
export const confirmChecks: readonly SignOnCheck[] = [
  {
    name: 'confirms a session: the same one, which stores the new values',
    needs: 'confirmSession',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      const session = createSession();
      await open(subject, browser);
      const before = createCheckBrowser(subject, browser.cookies());
      assert.ok(await confirm(subject, browser, session), 'The session was not confirmed.');
      await assertKept(subject, browser, session);
      // Another tab still has the cookie from before, and forms that were opened with it.
      await assertKept(subject, before, session, 'With the cookie from before, currentSession');
    },
  },
  {
    name: 'closes a confirmed session by its new keys, and no longer by the former ones',
    needs: 'confirmSession',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      const former = createSession();
      const session = createSession();
      await open(subject, browser, { session: former });
      await confirm(subject, browser, session);
      await closeBy(subject, former.providerSessionKey);
      await assertKept(subject, browser, session);
      await closeBy(subject, session.providerSessionKey);
      await assertNone(subject, browser, 'Closed by its new key');
    },
  },
  {
    name: 'confirms one session alone',
    needs: 'confirmSession',
    async run(subject) {
      const [browser, other] = [createCheckBrowser(subject), createCheckBrowser(subject)];
      const session = createSession();
      await open(subject, browser);
      await open(subject, other, { session });
      await confirm(subject, browser);
      await assertKept(subject, other, session);
    },
  },
  {
    name: 'does not confirm a session that is closed or was never there',
    needs: 'confirmSession',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      assert.ok(!(await confirm(subject, browser)), 'It confirmed a session that never was.');
      await open(subject, browser);
      const former = createCheckBrowser(subject, browser.cookies());
      await subject.signOn.closeSession(browser.request());
      assert.ok(!(await confirm(subject, former)), 'It confirmed a session that is closed.');
      await assertNone(subject, former, 'After that');
    },
  },
];
