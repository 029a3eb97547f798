import type { RequestHandler } from 'express';
import { sessionOf } from '../session/current-session.js';
import { toPageOfForm } from '../session/page-of-form.js';
import type { StoredRegulator } from '../store/regulator-register.js';
import { terms } from './terms.js';

/** Whether a regulator has accepted the current terms. */
export function hasAcceptedTerms({ terms: accepted }: Pick<StoredRegulator, 'terms'>): boolean {
  return accepted?.version === terms.version;
}

/**
 * Redirects a regulator who has not accepted the terms of use to them, and later to the requested
 * page; lets everyone else through. Mount it after `readSession`.
 */
export const requireTerms: RequestHandler = (request, response, next) => {
  const session = sessionOf(response);
  if (session?.kind !== 'regulator' || hasAcceptedTerms(session.regulator)) return next();
  // A form is not replayed afterwards: the person sends it again, from its page.
  const isPage = request.method === 'GET' || request.method === 'HEAD';
  const page = isPage ? request.originalUrl : toPageOfForm(request);
  const query = new URLSearchParams({ next: page });
  response.redirect(303, `/regulator/terms?${query}`);
};
