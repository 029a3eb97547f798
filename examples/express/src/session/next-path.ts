/**
 * Returns the path to open after sign-in if it is on this site, otherwise `fallback`. Browsers read
 * `//` and `/\` as the start of another site, and ignore control characters.
 */
export function toNextPath(text: string, fallback: string): string {
  if (text.length > 2000 || !/^\/[!-~]*$/.test(text) || text.includes('\\')) return fallback;
  const url = URL.canParse(text, 'http://site') ? new URL(text, 'http://site') : undefined;
  const isOfSite = url?.origin === 'http://site' && !url.pathname.startsWith('//');
  return isOfSite ? text : fallback;
}
