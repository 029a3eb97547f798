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

/** How many reports are kept aside, for the header of the staff; `undefined`: unknown. */
export function tellKeptAside(response: Response, count: number | undefined): void {
  response.locals['keptAside'] = count;
}

/** Who reads a page that nobody gets to without having signed in. */
export function signedInOf(response: Response): SignedIn {
  const session = sessionOf(response);
  if (!session) throw new Error('A guard goes first');
  const signedIn = toSignedIn(session);
  if (session.kind !== 'staff') return signedIn;
  const keptAside: unknown = response.locals['keptAside'];
  return { ...signedIn, links: toStaffLinks(typeof keptAside === 'number' ? keptAside : 0) };
}

function toStaffLinks(keptAside: number): NonNullable<SignedIn['links']> {
  return [
    { path: '/staff/regulators', text: 'Comptes des régulateurs' },
    { path: '/staff/appointments', text: 'Rendez-vous' },
    {
      path: '/staff/reports',
      text: `Comptes rendus à la plateforme${keptAside > 0 ? ` (${keptAside} mis de côté)` : ''}`,
    },
  ];
}
