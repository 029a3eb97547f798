import type { RequestHandler, Response } from 'express';
import { errorPage } from '../pages/error-page.js';
import { send } from '../pages/send.js';
import { readField } from './form.js';
import { isSameSecret } from './secret.js';
import type { Session, Sessions } from './sessions.js';

/** Looks up the session of a request, for {@link sessionOf}. */
export function readSession(sessions: Sessions): RequestHandler {
  return async (request, response, next) => {
    response.locals['session'] ??= await sessions.current(request.headers.cookie);
    next();
  };
}

/** The session that {@link readSession} found. */
export function sessionOf(response: Response): Session | undefined {
  return response.locals['session'] as Session | undefined;
}

/** Refuses a form that was not created for its session. */
export const requireCsrf: RequestHandler = (request, response, next) => {
  const session = sessionOf(response);
  if (session && isSameSecret(readField(request, 'csrf'), session.csrf)) return next();
  send(response, 403, errorPage(403));
};
