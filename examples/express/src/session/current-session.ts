import type { RequestHandler, Response } from 'express';
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
