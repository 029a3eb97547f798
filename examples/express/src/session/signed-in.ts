import type { Response } from 'express';
import type { SignedIn } from '../pages/layout.js';
import { toFullName } from '../staff/regulator-words.js';
import { sessionOf } from './current-session.js';
import type { Session } from './sessions.js';

/** A regulator's own appointments. */
const ownAppointmentsPath = '/appointments/';

/** Describes the signed-in person for the header of a page. */
export function toSignedIn(session: Session): SignedIn {
  const { csrf } = session;
  return session.kind === 'staff'
    ? { name: 'secrétariat', csrf, logoutPath: '/logout' }
    : {
        name: toFullName(session.regulator.account),
        csrf,
        logoutPath: '/sso/logout',
        linksName: 'Espace du régulateur',
        links: [{ path: ownAppointmentsPath, text: 'Mes rendez-vous' }],
      };
}

/** Sets the number of reports kept aside, for the staff header; `undefined` if unknown. */
export function setKeptAside(response: Response, count: number | undefined): void {
  response.locals['keptAside'] = count;
}

/** The signed-in person, on a page that requires sign-in. */
export function signedInOf(response: Response): SignedIn {
  const session = sessionOf(response);
  if (!session) throw new Error('A guard must run first');
  const signedIn = toSignedIn(session);
  if (session.kind !== 'staff') return signedIn;
  const keptAside: unknown = response.locals['keptAside'];
  return {
    ...signedIn,
    linksName: 'Espace du secrétariat',
    links: toStaffLinks(typeof keptAside === 'number' ? keptAside : 0),
  };
}

function toStaffLinks(keptAside: number): NonNullable<SignedIn['links']> {
  return [
    { path: '/staff/regulators', text: 'Régulateurs' },
    { path: '/staff/appointments', text: 'Rendez-vous' },
    {
      path: '/staff/reports',
      text: `Transmissions${keptAside > 0 ? ` (${keptAside} à traiter)` : ''}`,
    },
    { path: '/staff/audit', text: 'Journal' },
  ];
}
