import type { RegulatorRight } from '@sas-sos/core';

import { toNodeGuard } from '@sas-sos/node';
import { readArrival } from '@sas-sos/sso';
import type { RequestHandler, Response } from 'express';
import { send } from '../pages/send.js';
import { sessionEndedPage } from '../pages/session-ended-page.js';
import { requireTerms } from '../regulator/require-terms.js';
import { readSession, sessionOf } from '../session/current-session.js';
import { readForm } from '../session/form.js';
import { toPageOfForm, toUndone } from '../session/page-of-form.js';
import type { Sessions } from '../session/sessions.js';
import type { VendorSignOn } from './create-vendor-sign-on.js';

/**
 * Guards the pages of agendas and appointments: an arrival from the platform starts sign-on,
 * regulators and staff pass, everyone else is sent to the vendor's own login.
 */
export function guardAgenda(options: {
  readonly signOn: VendorSignOn | undefined;
  readonly sessions: Sessions;
}): readonly RequestHandler[] {
  const { signOn, sessions } = options;
  const look = toNodeGuard(signOn?.guard ?? letPass);

  const readRight: RequestHandler = async (request, response, next) => {
    const visit = await look(request, response);
    if (!visit) return;
    const { right, arrival, found } = visit;
    // The platform appends the origin as text to any address: it is not part of the place's id.
    if (arrival?.isInPath) return response.redirect(302, arrival.path);
    response.locals['right'] = right;
    // What the guard has read is not read again for the page.
    response.locals['session'] = found && (await sessions.resume(found, right?.regulator));
    next();
  };

  const requireSignIn: RequestHandler = async (request, response, next) => {
    const session = sessionOf(response);
    if (session?.kind === 'staff') return next();
    if (session && rightOf(response)) return next();
    // The right ended before the session, which is now useless.
    if (session) response.append('set-cookie', await sessions.close(request.headers.cookie));
    if (request.method !== 'POST') return response.redirect(303, toLoginPath(request.originalUrl));
    // A form is not replayed after sign-in: the person sends it again, from its page.
    const page = toPageOfForm(request);
    const ended = {
      undone: toUndone(request),
      signOnPath: signOn?.handlers.toSignOnPath(page),
      loginPath: toLoginPath(page),
    };
    send(response, 403, sessionEndedPage(ended));
  };

  return [readRight, readSession(sessions), readForm, requireSignIn, requireTerms];
}

function toLoginPath(next: string): string {
  return `/login?${new URLSearchParams({ next })}`;
}

/** The right of the regulator who sends a request: only sign-on through the platform gives one. */
export function rightOf(response: Response): RegulatorRight | undefined {
  return response.locals['right'] as RegulatorRight | undefined;
}

/** The guard without sign-on: nobody has a right. */
const letPass: VendorSignOn['guard'] = async (request) => ({
  kind: 'pass',
  arrival: readArrival(request),
});
