/**
 * Gives the path to go on to after sign-in: of this site, or else `fallback`. Browsers take `//` and
 * `/\` for the beginning of another site, and leave out control characters.
 */
export function toNextPath(text: string, fallback: string): string {
  if (text.length > 2000 || !/^\/[!-~]*$/.test(text) || text.includes('\\')) return fallback;
  const url = URL.canParse(text, 'http://site') ? new URL(text, 'http://site') : undefined;
  const isOfSite = url?.origin === 'http://site' && !url.pathname.startsWith('//');
  return isOfSite ? text : fallback;
}
