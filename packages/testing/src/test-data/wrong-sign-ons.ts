import type { RegulatorSession } from '@sas-sos/core';
import { createMemorySignOn, type MemorySignOn } from '../create-memory-sign-on.js';
import type { SignOnUnderTest } from '../describe-sign-on.js';

/** Sessions that break one rule of the contract. */
export interface WrongSignOn {
  /** The rule, by the name of its test. */
  readonly rule: string;
  /** What they do wrong. */
  readonly does: string;
  /** Other rules that are inevitably broken as well. */
  readonly others?: readonly string[] | 'many';
  create(): SignOnUnderTest;
}

const wrong = (change: (right: MemorySignOn) => Partial<SignOnUnderTest['signOn']>) => () => {
  const right = createMemorySignOn();
  return { signOn: { ...right, ...change(right) } };
};

const idIn = (text: string | null | undefined) =>
  /__Host-session=([^;]*)/.exec(text ?? '')?.[1] ?? '';
const idOf = (request: Request) => idIn(request.headers.get('cookie'));

/** Changes the values that are stored. */
const storing = (change: (session: RegulatorSession) => RegulatorSession) =>
  wrong(({ openSession }) => ({
    openSession: (right, arrival) =>
      openSession(right, { ...arrival, session: change(arrival.session) }),
  }));

/** Changes the cookies that are set when a session is opened. */
const setting = (change: (cookie: string) => string) =>
  wrong(({ openSession }) => ({
    async openSession(right, arrival) {
      const { cookies } = await openSession(right, arrival);
      return { cookies: cookies.map(change) };
    },
  }));

const finds = 'opens a session, and finds what it stores again, to the last character';
const foreign = 'finds no session without a cookie, or with one that it did not set';
const safe = 'sets cookies that scripts, other sites and plain http cannot use';
const fresh = 'gives each session a new identifier, even if the browser brings one';
const replaces = 'replaces the session that the browser had: its former cookie is of no use';
const keeps = 'keeps the sessions of other browsers, of the same person too';
const closes = 'closes a session for good, and deletes its cookie';
const alone = 'closes the session of one browser alone';
const twice = 'has nothing to close without a session, or twice';
const subject = 'closes every session of a person by the key of the subject';
const session = 'closes one session alone by the key of the session';
const unknown = 'closes nothing by an unknown key, nor by the texts of missing ones';
const confirms = 'confirms a session: the same one, which stores the new values';
const newKeys = 'closes a confirmed session by its new keys, and no longer by the former ones';
const confirmsAlone = 'confirms one session alone';
const confirmsNone = 'does not confirm a session that is closed or was never there';

export const wrongSignOns: readonly WrongSignOn[] = [
  {
    rule: finds,
    does: 'cuts a long logout hint',
    others: 'many',
    create: storing((given) => ({ ...given, logoutHint: given.logoutHint.slice(0, 255) })),
  },
  {
    rule: finds,
    does: 'forgets a session that was read once',
    others: 'many',
    create: wrong(({ currentSession, sessions }) => ({
      currentSession(request) {
        const kept = currentSession(request);
        sessions.delete(idOf(request));
        return kept;
      },
    })),
  },
  {
    rule: 'stores a session that the provider did not name',
    does: 'refuses a session without a key of the provider',
    others: [unknown],
    create: wrong(({ openSession }) => ({
      openSession(right, arrival) {
        if (!arrival.session.providerSessionKey) throw new Error('NOT NULL constraint failed');
        return openSession(right, arrival);
      },
    })),
  },
  {
    rule: foreign,
    does: 'returns the last session to anybody',
    others: 'many',
    create: wrong(({ currentSession, sessions }) => ({
      currentSession: (request) => currentSession(request) ?? [...sessions.values()].at(-1),
    })),
  },
  {
    rule: foreign,
    does: 'compares a part of the cookie',
    create: wrong(({ sessions }) => ({
      currentSession(request) {
        const id = idOf(request).slice(0, 20);
        return [...sessions].find(([other]) => id !== '' && other.startsWith(id))?.[1];
      },
    })),
  },
  {
    rule: 'finds the session when the browser has other cookies too',
    does: 'reads the first cookie alone',
    create: wrong(({ sessions }) => ({
      currentSession: ({ headers }) =>
        sessions.get(/^__Host-session=([^;]*)/.exec(headers.get('cookie') ?? '')?.[1] ?? ''),
    })),
  },
  ...['; HttpOnly', '; Secure'].map((attribute) => ({
    rule: safe,
    does: `leaves out${attribute}`,
    create: setting((cookie) => cookie.replace(attribute, '')),
  })),
  {
    rule: safe,
    does: 'sets SameSite=Strict',
    create: setting((cookie) => cookie.replace('Lax', 'Strict')),
  },
  {
    rule: safe,
    does: 'sets the cookie for a folder',
    create: setting((cookie) => cookie.replace('Path=/', 'Path=/sso')),
  },
  {
    rule: fresh,
    does: 'takes the identifier that the browser brings',
    others: [replaces],
    create: wrong(({ openSession, sessions }) => ({
      openSession(right, arrival) {
        const id = idOf(arrival.request);
        if (id === '') return openSession(right, arrival);
        sessions.set(id, arrival.session);
        return { cookies: [`__Host-session=${id}; Path=/; HttpOnly; Secure; SameSite=Lax`] };
      },
    })),
  },
  {
    rule: replaces,
    does: 'leaves the former session open',
    create: wrong(({ openSession, sessions }) => ({
      async openSession(right, arrival) {
        const id = idOf(arrival.request);
        const former = sessions.get(id);
        const opened = await openSession(right, arrival);
        if (former) sessions.set(id, former);
        return opened;
      },
    })),
  },
  {
    rule: keeps,
    does: 'allows a person one session',
    others: 'many',
    create: wrong(({ openSession, closeProviderSessions }) => ({
      async openSession(right, arrival) {
        await closeProviderSessions(arrival.session.subjectKey);
        return openSession(right, arrival);
      },
    })),
  },
  {
    rule: 'does not return a session of the staff',
    does: 'returns one',
    create() {
      const right = createMemorySignOn();
      return {
        signOn: {
          ...right,
          currentSession: (request) =>
            request.headers.get('cookie') === 'staff=1'
              ? { seal: 'staff' }
              : right.currentSession(request),
        },
        openStaffSession: () => 'staff=1',
      };
    },
  },
  {
    rule: closes,
    does: 'deletes the cookie alone',
    others: [confirmsNone],
    create: wrong(({ closeSession }) => ({
      closeSession: () => closeSession(new Request('https://agenda.example')),
    })),
  },
  {
    rule: closes,
    does: 'leaves the cookie in the browser',
    create: wrong(({ closeSession }) => ({
      async closeSession(request) {
        await closeSession(request);
        return { cookies: [] };
      },
    })),
  },
  {
    rule: alone,
    does: 'closes all sessions of the person',
    create: wrong(({ closeSession, closeProviderSessions, sessions }) => ({
      async closeSession(request) {
        await closeProviderSessions(sessions.get(idOf(request))?.subjectKey ?? '');
        return closeSession(request);
      },
    })),
  },
  {
    rule: twice,
    does: 'throws when there is nothing to close',
    create: wrong(({ closeSession, sessions }) => ({
      closeSession(request) {
        if (!sessions.has(idOf(request))) throw new Error('No such row.');
        return closeSession(request);
      },
    })),
  },
  {
    rule: subject,
    does: 'looks for sessions alone',
    others: [unknown],
    create: wrong(({ sessions }) => ({
      closeProviderSessions(key) {
        for (const [id, row] of sessions) if (row.providerSessionKey === key) sessions.delete(id);
      },
    })),
  },
  {
    rule: subject,
    does: 'closes the first that it finds',
    create: wrong(({ sessions }) => ({
      closeProviderSessions(key) {
        for (const [id, { subjectKey, providerSessionKey }] of sessions) {
          if (key !== subjectKey && key !== providerSessionKey) continue;
          sessions.delete(id);
          return;
        }
      },
    })),
  },
  {
    rule: subject,
    does: 'has no closeProviderSessions',
    others: [session, unknown, newKeys],
    create: wrong(() => ({ closeProviderSessions: undefined as never })),
  },
  {
    rule: session,
    does: 'looks for persons alone',
    others: [newKeys],
    create: wrong(({ sessions }) => ({
      closeProviderSessions(key) {
        for (const [id, row] of sessions) if (row.subjectKey === key) sessions.delete(id);
      },
    })),
  },
  {
    rule: unknown,
    does: 'takes a missing key for an empty one',
    create: wrong(({ closeProviderSessions, sessions }) => ({
      closeProviderSessions(key) {
        for (const [id, row] of sessions) {
          if ((row.providerSessionKey ?? '') === key) sessions.delete(id);
        }
        return closeProviderSessions(key);
      },
    })),
  },
  {
    rule: confirms,
    does: 'stores nothing',
    others: [newKeys],
    create: wrong(({ sessions }) => ({
      confirmSession: (_right, { request }) =>
        sessions.has(idOf(request)) ? { cookies: [] } : undefined,
    })),
  },
  {
    rule: confirms,
    does: 'opens a new session',
    create: wrong(({ openSession, sessions }) => ({
      confirmSession: (right, arrival) =>
        sessions.has(idOf(arrival.request)) ? openSession(right, arrival) : undefined,
    })),
  },
  {
    rule: newKeys,
    does: 'stores the seal alone',
    create: wrong(({ sessions }) => ({
      confirmSession(_right, { session: { seal, logoutHint }, request }) {
        const former = sessions.get(idOf(request));
        if (!former) return undefined;
        sessions.set(idOf(request), { ...former, seal, logoutHint });
        return { cookies: [] };
      },
    })),
  },
  {
    rule: confirmsAlone,
    does: 'changes every session',
    create: wrong(({ sessions }) => ({
      confirmSession(_right, { session: given, request }) {
        if (!sessions.has(idOf(request))) return undefined;
        for (const id of sessions.keys()) sessions.set(id, given);
        return { cookies: [] };
      },
    })),
  },
  {
    rule: confirmsNone,
    does: 'brings a closed session back',
    create: wrong(({ sessions }) => ({
      confirmSession(_right, { session: given, request }) {
        sessions.set(idOf(request), given);
        return { cookies: [] };
      },
    })),
  },
];
