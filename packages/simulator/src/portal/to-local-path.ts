/** The page to go to: a path of this site, or its first page where the text is none. */
export function toLocalPath(text: string | undefined): string {
  const base = 'http://site.invalid';
  if (text === undefined || text.length > 2000 || !text.startsWith('/')) return '/';
  if (!URL.canParse(text, base)) return '/';
  const { origin, pathname, search } = new URL(text, base);
  // `//elsewhere`, `/\elsewhere`: other sites, to a browser.
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/';
}
