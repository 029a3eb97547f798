import type { Response } from 'express';
import type { SignedIn } from '../pages/layout.js';
import { toFullName } from '../staff/regulator-words.js';
import { sessionOf } from './current-session.js';
import { staffUser } from './login.js';
import type { Session } from './sessions.js';

/** Who reads a page, for its header. */
export function toSignedIn(session: Session): SignedIn {
  const { csrf } = session;
  return session.kind === 'staff'
    ? { name: staffUser, csrf, logoutPath: '/logout' }
    : { name: toFullName(session.regulator.account), csrf, logoutPath: '/sso/logout' };
}

/** Who reads a page that nobody gets to without having signed in. */
export function signedInOf(response: Response): SignedIn {
  const session = sessionOf(response);
  if (!session) throw new Error('A guard goes first');
  return toSignedIn(session);
}
