import type { RequestHandler } from 'express';
import { errorPage } from './pages/error-page.js';
import { send } from './pages/send.js';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Answers on this machine under its loopback names only. Otherwise a page of another site could
 * read this one: its name would resolve to 127.0.0.1 the second time (DNS rebinding).
 */
export function requireOwnName(publicUrl: string): RequestHandler {
  const isLocal = loopback.test(new URL(publicUrl).host);
  return (request, response, next) => {
    const { host } = request.headers;
    if (!isLocal || (host !== undefined && loopback.test(host))) return next();
    send(response, 421, errorPage(421));
  };
}
