import type { RequestHandler } from 'express';
import { isSafeUrl } from './safe-url.js';

/**
 * Tells browsers to come by HTTPS alone from now on, where TLS ends in this process; a proxy that
 * ends it says so itself. Not on this machine: they would refuse every other program at `localhost`.
 */
export function requireHttps(publicUrl: string): RequestHandler {
  const { hostname } = new URL(publicUrl);
  const isLocal = isSafeUrl(new URL(`http://${hostname}`));
  return (request, response, next) => {
    if (request.secure && !isLocal) {
      response.setHeader('strict-transport-security', 'max-age=31536000');
    }
    next();
  };
}
