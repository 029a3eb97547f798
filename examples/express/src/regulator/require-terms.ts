import type { RequestHandler } from 'express';
import { sessionOf } from '../session/current-session.js';
import type { StoredRegulator } from '../store/regulator-register.js';
import { terms } from './terms.js';

/** Whether a regulator has accepted the terms that are in force. */
export function hasAcceptedTerms({ terms: accepted }: StoredRegulator): boolean {
  return accepted?.version === terms.version;
}

/**
 * Sends a regulator who has not accepted the terms of use to them, and on to the page that was
 * asked for afterwards; lets everyone else through. Goes after `readSession`.
 */
export const requireTerms: RequestHandler = (request, response, next) => {
  const session = sessionOf(response);
  if (session?.kind !== 'regulator' || hasAcceptedTerms(session.regulator)) return next();
  // What a form had asked for is not done by itself afterwards.
  const isPage = request.method === 'GET' || request.method === 'HEAD';
  const query = new URLSearchParams({ next: isPage ? request.originalUrl : '/' });
  response.redirect(303, `/regulator/terms?${query}`);
};
