import { randomBytes } from 'node:crypto';
import type { RegulatorSession, SignOn } from '@sas-sos/core';

/** Options of sessions in memory. */
export interface MemorySignOnOptions {
  /**
   * Whether the site uses https: the cookie is then `Secure`, and bound to its host.
   *
   * @defaultValue true
   */
  readonly isSecure?: boolean | undefined;
}

/** {@link SignOn} in memory, with every method of the port. */
export interface MemorySignOn extends Required<SignOn> {
  /** The open sessions, by the value of their cookie. A test may change them. */
  readonly sessions: Map<string, RegulatorSession>;
}

/**
 * Creates sessions of regulators in memory, for tests and demonstrations.
 *
 * They fulfil the contract of {@link SignOn}, and are lost with the process. There are no sessions
 * of the staff.
 *
 * @example
 * ```ts
 * import { createMemorySignOn } from '@sas-sos/testing';
 *
 * const signOn = createMemorySignOn();
 * signOn.sessions.size; // 0
 * ```
 */
export function createMemorySignOn({ isSecure = true }: MemorySignOnOptions = {}): MemorySignOn {
  const sessions = new Map<string, RegulatorSession>();
  const name = isSecure ? '__Host-session' : 'session';

  function cookieOf({ headers }: Request): string {
    for (const pair of (headers.get('cookie') ?? '').split(';')) {
      const [key = '', value = ''] = pair.trim().split('=', 2);
      if (key === name) return value;
    }
    return '';
  }

  function toCookie(value: string, life = ''): string {
    return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}${life}`;
  }

  return {
    sessions,

    openSession(_right, { session, request }) {
      sessions.delete(cookieOf(request));
      const id = randomBytes(32).toString('base64url');
      sessions.set(id, session);
      return { cookies: [toCookie(id)] };
    },

    confirmSession(_right, { session, request }) {
      const id = cookieOf(request);
      if (!sessions.has(id)) return undefined;
      sessions.set(id, session);
      return { cookies: [] };
    },

    currentSession: (request) => sessions.get(cookieOf(request)),

    closeSession(request) {
      sessions.delete(cookieOf(request));
      return { cookies: [toCookie('', '; Max-Age=0')] };
    },

    closeProviderSessions(key) {
      for (const [id, { subjectKey, providerSessionKey }] of sessions) {
        if (key === subjectKey || key === providerSessionKey) sessions.delete(id);
      }
    },
  };
}
