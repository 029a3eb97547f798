import { toNodeHandler } from '@sas-sos/node';
import type { RegulatorSignOn } from '@sas-sos/sso';
import express, { type Router } from 'express';
import { readSession, requireCsrf, sessionOf } from '../session/current-session.js';
import { readForm } from '../session/form.js';
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
    (_request, response, next) => {
      // A second logout is not an error: the session is already gone.
      if (sessionOf(response)) return next();
      response.redirect(303, '/');
    },
    requireCsrf,
    toNodeHandler(signOn.logout),
  );
  return router;
}
