/**
 * Writes the headers of every page.
 *
 * Chromium holds `form-action` to where an answer to a form redirects: each origin that a form of
 * the page may end at is named.
 */
export function toPageHeaders(formOrigins: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    ["form-action 'self'", ...formOrigins].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

/** Those of a piece of a page, which a script fetches. */
export const fragmentHeaders = toPageHeaders();
