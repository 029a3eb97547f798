import { parseUrl } from '../parse-url.js';

/**
 * Returns the path to open after sign-in if it is on this site, otherwise `fallback`. Browsers read
 * `//` and `/\` as the start of another site, and ignore control characters.
 */
export function toNextPath(text: string, fallback: string): string {
  if (text.length > 2000 || !/^\/[!-~]*$/.test(text) || text.includes('\\')) return fallback;
  const url = parseUrl(text, 'http://site');
  const isOfSite = url?.origin === 'http://site' && !url.pathname.startsWith('//');
  return isOfSite ? text : fallback;
}
