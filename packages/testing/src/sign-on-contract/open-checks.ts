import assert from 'node:assert/strict';
import {
  assertKept,
  assertNone,
  createCheckBrowser,
  createSession,
  open,
  parseSetCookie,
  type SignOnCheck,
} from './sign-on-check.js';

/** Rules of `openSession` and `currentSession`. */
export const openChecks: readonly SignOnCheck[] = [
  {
    name: 'opens a session, and finds what it stores again, to the last character',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      const session = createSession();
      await open(subject, browser, { session });
      await assertKept(subject, browser, session);
      await assertKept(subject, browser, session, 'A second currentSession');
    },
  },
  {
    name: 'stores a session that the provider did not name',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      const { providerSessionKey: _, ...session } = createSession();
      await open(subject, browser, { session });
      await assertKept(subject, browser, session);
    },
  },
  {
    name: 'finds no session without a cookie, or with one that it did not set',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      await assertNone(subject, browser, 'Without a cookie');
      await open(subject, browser);
      const altered = browser.cookies().replace(/(=.*)(.)$/, (_, text, last) => {
        return `${text}${last === 'A' ? 'B' : 'A'}`;
      });
      await assertNone(subject, createCheckBrowser(subject, altered), 'With an altered cookie');
      const emptied = browser.cookies().replaceAll(/=[^;]*/g, '=');
      await assertNone(subject, createCheckBrowser(subject, emptied), 'With an empty cookie');
    },
  },
  {
    name: 'finds the session when the browser has other cookies too',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      const session = createSession();
      await open(subject, browser, { session });
      const mixed = `first=1; ${browser.cookies()}; last=a=b`;
      await assertKept(subject, createCheckBrowser(subject, mixed), session);
    },
  },
  {
    name: 'sets cookies that scripts, other sites and plain http cannot use',
    async run(subject) {
      const set = await open(subject, createCheckBrowser(subject));
      assert.ok(set.length > 0, 'openSession set no cookie.');
      for (const header of set.filter((text) => !parseSetCookie(text).isDeleted)) {
        const { name, attributes } = parseSetCookie(header);
        const needed = ['httponly', ...(subject.site.startsWith('https:') ? ['secure'] : [])];
        for (const attribute of needed) {
          assert.ok(attributes.has(attribute), `The cookie ${name} lacks ${attribute}.`);
        }
        assert.equal(
          attributes.get('samesite')?.toLowerCase(),
          'lax',
          `The cookie ${name} is not SameSite=Lax: with Strict it is missing on the way back from the provider.`,
        );
        assert.equal(attributes.get('path'), '/', `The cookie ${name} is not for the whole site.`);
      }
    },
  },
  {
    name: 'gives each session a new identifier, even if the browser brings one',
    async run(subject) {
      const [first, second] = [createCheckBrowser(subject), createCheckBrowser(subject)];
      await open(subject, first);
      await open(subject, second);
      assert.notEqual(first.cookies(), second.cookies(), 'Two sessions have the same cookie.');
      const planted = first.cookies().replaceAll(/=[^;]*/g, '=planted-by-somebody-else');
      const victim = createCheckBrowser(subject, planted);
      await open(subject, victim);
      await assertNone(subject, createCheckBrowser(subject, planted), 'A planted identifier');
    },
  },
  {
    name: 'replaces the session that the browser had: its former cookie is of no use',
    async run(subject) {
      const browser = createCheckBrowser(subject);
      await open(subject, browser);
      const former = browser.cookies();
      const session = createSession();
      await open(subject, browser, { session, who: 1 });
      await assertKept(subject, browser, session);
      await assertNone(subject, createCheckBrowser(subject, former), 'The replaced session');
    },
  },
  {
    name: 'keeps the sessions of other browsers, of the same person too',
    async run(subject) {
      const browsers = [0, 1, 2].map(() => createCheckBrowser(subject));
      const { subjectKey } = createSession();
      const sessions = browsers.map(() => createSession({ subjectKey }));
      for (const [index, browser] of browsers.entries()) {
        await open(subject, browser, { session: sessions[index] ?? createSession() });
      }
      for (const [index, browser] of browsers.entries()) {
        await assertKept(subject, browser, sessions[index] ?? createSession());
      }
    },
  },
  {
    name: 'does not return a session of the staff',
    async run(subject) {
      const cookies = await subject.openStaffSession?.();
      if (cookies === undefined) return;
      await assertNone(subject, createCheckBrowser(subject, cookies), 'A session of the staff');
    },
  },
];
