import type { Logger } from '@sas-sos/core';
import express, { type RequestHandler, type Response, type Router } from 'express';
import { send } from '../pages/send.js';
import { readSession, sessionOf } from '../session/current-session.js';
import { readField, readForm } from '../session/form.js';
import { toNextPath } from '../session/next-path.js';
import { requireCsrf } from '../session/require-csrf.js';
import type { Session, Sessions } from '../session/sessions.js';
import { toSignedIn } from '../session/signed-in.js';
import type { RegulatorRegister } from '../store/regulator-register.js';
import { hasAcceptedTerms } from './require-terms.js';
import { terms } from './terms.js';
import { regulatorOnlyPage, termsDeclinedPage, termsPage } from './terms-page.js';

/** Creates the pages of a regulator who signed in through the platform, under `/regulator`. */
export function createRegulatorPages(options: {
  readonly regulators: RegulatorRegister;
  readonly sessions: Sessions;
  readonly logger: Logger;
}): Router {
  const { regulators, sessions, logger } = options;
  const router = express.Router();
  router.use(readSession(sessions));

  router.get('/terms', requireRegulator, (request, response) => {
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    sendTerms(response, toNextPath(query.get('next') ?? '', '/'));
  });

  router.post('/terms', requireRegulator, readForm, requireCsrf, async (request, response) => {
    const { regulator } = regulatorSessionOf(response);
    const next = toNextPath(readField(request, 'next'), '/');
    const decision = readField(request, 'decision');
    if (decision === 'decline') {
      response.append('set-cookie', await sessions.close(request.headers.cookie));
      logger.info({}, 'A regulator declined the terms of use');
      return send(response, 200, termsDeclinedPage());
    }
    // Terms that changed after the page was sent have not been read: show them.
    if (decision !== 'accept' || readField(request, 'version') !== terms.version) {
      return sendTerms(response, next);
    }
    await regulators.acceptTerms(regulator.account.id, terms.version);
    response.redirect(303, next);
  });
  return router;
}

const requireRegulator: RequestHandler = (_request, response, next) => {
  if (sessionOf(response)?.kind === 'regulator') return next();
  send(response, 403, regulatorOnlyPage());
};

function regulatorSessionOf(response: Response): Session & { readonly kind: 'regulator' } {
  const session = sessionOf(response);
  if (session?.kind !== 'regulator') throw new Error('requireRegulator must run first');
  return session;
}

function sendTerms(response: Response, next: string): void {
  const session = regulatorSessionOf(response);
  const { regulator } = session;
  const signedIn = toSignedIn(session);
  const acceptedAt = hasAcceptedTerms(regulator) ? (regulator.terms?.acceptedAt ?? null) : null;
  send(response, 200, termsPage({ signedIn, next, acceptedAt }));
}
