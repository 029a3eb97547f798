import type { SignOn } from '@sas-sos/core';
import type { Sessions } from '../session/sessions.js';

/** Creates the adapter through which the SDK opens, finds and closes the sessions of regulators. */
export function createSignOnSessions(sessions: Sessions): SignOn {
  return {
    async openSession({ regulator }, { session, request }) {
      const { expiresAt: _, ...signOn } = session;
      const holder = { kind: 'regulator', accountId: regulator.id, signOn } as const;
      return { cookies: [await sessions.open(holder, cookiesOf(request))] };
    },
    async confirmSession({ regulator }, { session, request }) {
      const { expiresAt: _, ...signOn } = session;
      const isThere = await sessions.confirm(regulator.id, signOn, cookiesOf(request));
      return isThere ? { cookies: [] } : undefined;
    },
    async currentSession(request) {
      const session = await sessions.current(cookiesOf(request));
      return session?.kind === 'regulator' ? session.signOn : undefined;
    },
    async closeSession(request) {
      return { cookies: [await sessions.close(cookiesOf(request))] };
    },
    closeProviderSessions: (key) => sessions.closeOfProvider(key),
  };
}

function cookiesOf({ headers }: Request): string | undefined {
  return headers.get('cookie') ?? undefined;
}
