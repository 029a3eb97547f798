import type { SignOn } from '@sas-sos/core';
import type { Sessions } from '../session/sessions.js';
import type { FoundSession } from '../store/session-table.js';

/** The adapter of the SDK, and what it has found. */
export interface SignOnSessions {
  readonly signOn: SignOn;
  /** Returns the session that the adapter found for a request. */
  foundFor(request: Request): FoundSession | undefined;
}

/**
 * Creates the adapter through which the SDK opens, finds and closes the sessions of regulators. A
 * page behind the guard takes the session that the guard has already read.
 */
export function createSignOnSessions(sessions: Sessions): SignOnSessions {
  const found = new WeakMap<Request, FoundSession>();
  const signOn: SignOn = {
    async openSession({ regulator }, { session, request }) {
      const { expiresAt: _, ...signOn } = session;
      const { id: accountId } = regulator;
      const holder = { kind: 'regulator', accountId, account: regulator, signOn } as const;
      return { cookies: [await sessions.open(holder, cookiesOf(request))] };
    },
    async confirmSession({ regulator }, { session, request }) {
      const { expiresAt: _, ...signOn } = session;
      const isThere = await sessions.confirm(regulator.id, signOn, cookiesOf(request));
      return isThere ? { cookies: [] } : undefined;
    },
    async currentSession(request) {
      const session = await sessions.find(cookiesOf(request));
      if (session) found.set(request, session);
      return session?.signOn ?? undefined;
    },
    async closeSession(request) {
      return { cookies: [await sessions.close(cookiesOf(request))] };
    },
    closeProviderSessions: (key) => sessions.closeOfProvider(key),
  };
  return { signOn, foundFor: (request) => found.get(request) };
}

function cookiesOf({ headers }: Request): string | undefined {
  return headers.get('cookie') ?? undefined;
}
