import type { Clock, Logger } from '@sas-sos/core';
import express, { type Request, type Response, type Router } from 'express';
import { send } from '../pages/send.js';
import { sendError } from '../pages/send-error.js';
import { type ClientAddress, createClientAddress } from './client-address.js';
import { createCookie } from './cookie.js';
import { readSession, sessionOf } from './current-session.js';
import { readField, readForm } from './form.js';
import { createKnownBrowser } from './known-browser.js';
import { loginPage } from './login-page.js';
import { toNextPath } from './next-path.js';
import { requireCsrf } from './require-csrf.js';
import { createToken, isSameSecret, isToken } from './secret.js';
import type { Sessions } from './sessions.js';
import { createSignInLimit, longestWait } from './sign-in-limit.js';
import { staffUser } from './staff-user.js';

/** The first page of the staff when no other was requested. */
const staffHome = '/staff/regulators';

/** Signs the staff in and out: `/login`, `/logout`. */
export function createLogin(options: {
  readonly sessions: Sessions;
  readonly staffPassword: string;
  /** Where a regulator signs on and then sees a page; absent if they cannot sign on here. */
  readonly toSignOnPath?: ((path: string) => string) | undefined;
  /** Reads where a sign-in comes from; default: from the other end of the connection. */
  readonly addressOf?: ClientAddress | undefined;
  /** Whether the site is served over HTTPS. */
  readonly isSecure: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}): Router {
  const { sessions, staffPassword, toSignOnPath, isSecure, clock, logger } = options;
  const { addressOf = createClientAddress() } = options;
  const limits = {
    strangers: createSignInLimit({ clock }),
    // Few: each has a cookie of ours. Strangers take neither their time nor their places.
    known: createSignInLimit({ clock, freeTogether: Number.POSITIVE_INFINITY }),
  };
  // There is no session yet to hold the token of this form: a cookie holds it.
  const formCookie = createCookie('agenda_login', { isSecure });
  const knownBrowser = createKnownBrowser({ password: staffPassword, isSecure });
  const router = express.Router();

  function sendForm(request: Request, response: Response, next: string, isRefused = false): void {
    const token = formCookie.read(request.headers.cookie);
    // The same token in every tab.
    const csrf = token !== undefined && isToken(token) ? token : createToken();
    response.append('set-cookie', formCookie.write(csrf));
    // A regulator whose session ended, or who comes back with the browser's button.
    const isOfRegulators = /^\/(?:agenda\/|appointments(?:\/|$))/.test(next);
    const signOnPath = isOfRegulators ? toSignOnPath?.(next) : undefined;
    send(response, isRefused ? 422 : 200, loginPage({ csrf, next, isRefused, signOnPath }));
  }

  router.get('/login', readSession(sessions), (request, response) => {
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    const next = toNextPath(query.get('next') ?? '', staffHome);
    if (sessionOf(response)?.kind === 'staff') return response.redirect(303, next);
    sendForm(request, response, next);
  });

  router.post('/login', readForm, async (request, response) => {
    const cookies = request.headers.cookie;
    const token = formCookie.read(cookies) ?? '';
    if (!isToken(token) || !isSameSecret(readField(request, 'csrf'), token)) {
      return sendError(response, 403);
    }
    const user = readField(request, 'user').trim();
    const next = toNextPath(readField(request, 'next'), staffHome);
    const known = knownBrowser.read(cookies, user);
    const limit = known === undefined ? limits.strangers : limits.known;
    const source = known ?? addressOf(request);
    const key = `${source} ${user}`;
    if (!(await limit.admit(key, { source }))) {
      logger.warn({}, 'Sign-in refused: too many attempts at once after failed ones');
      response.set('retry-after', String(longestWait / 1000));
      return sendError(response, 429);
    }
    // Compare both, so that the time does not reveal which is wrong.
    const isRight = [
      isSameSecret(user, staffUser),
      isSameSecret(readField(request, 'password'), staffPassword),
    ].every(Boolean);
    if (!isRight) {
      limit.fail(key);
      logger.warn({}, 'Sign-in of the staff failed');
      return sendForm(request, response, next, true);
    }
    limit.succeed(key);
    response.append('set-cookie', await sessions.open({ kind: 'staff' }, cookies));
    response.append('set-cookie', knownBrowser.write(user));
    logger.info({}, 'The staff signed in');
    response.redirect(303, next);
  });

  router.post(
    '/logout',
    readForm,
    readSession(sessions),
    (_request, response, next) => {
      // A second logout is not an error: the session is already gone.
      if (sessionOf(response)) return next();
      response.redirect(303, '/login');
    },
    requireCsrf,
    async (request, response) => {
      response.append('set-cookie', await sessions.close(request.headers.cookie));
      response.redirect(303, '/login');
    },
  );
  return router;
}
