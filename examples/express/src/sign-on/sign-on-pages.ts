import { toNodeHandler } from '@sas-sos/node';
import type { RegulatorSignOn } from '@sas-sos/sso';
import express, { type Router } from 'express';
import { readSession, sessionOf } from '../session/current-session.js';
import { readForm } from '../session/form.js';
import { requireCsrf } from '../session/require-csrf.js';
import type { Sessions } from '../session/sessions.js';

/** Creates the endpoints for the provider and returning browsers, under `/sso`. */
export function createSignOnPages(options: {
  readonly signOn: RegulatorSignOn;
  readonly sessions: Sessions;
}): Router {
  const { signOn, sessions } = options;
  const router = express.Router();
  router.all('/callback', toNodeHandler(signOn.callback));
  router.all('/backchannel-logout', toNodeHandler(signOn.backchannelLogout));
  router.post(
    '/logout',
    readForm,
    readSession(sessions),
    (request, response, next) => {
      const session = sessionOf(response);
      if (session?.kind === 'staff') return response.redirect(303, '/');
      // Without a session there is nothing to protect here, and one to end at the provider.
      if (!session) return next();
      requireCsrf(request, response, next);
    },
    toNodeHandler(signOn.logout),
  );
  return router;
}
