import type { IncomingMessage } from 'node:http';

/** Why a request is refused. */
export interface OriginRefusal {
  readonly status: 403 | 421;
  readonly text: string;
}

/**
 * Creates the check that keeps other sites out: host names that resolve to this machine, and pages
 * of other sites that post here.
 */
export function createOriginCheck(
  url: string,
): (request: IncomingMessage) => OriginRefusal | undefined {
  const { protocol, host, port } = new URL(url);
  const suffix = port === '' ? '' : `:${port}`;
  const hosts = new Set([
    host,
    ...['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}${suffix}`),
  ]);

  return ({ headers, method = 'GET', url: target = '' }) => {
    const named = headers.host?.toLowerCase() ?? '';
    if (!hosts.has(named) || !target.startsWith('/')) {
      return { status: 421, text: 'Ce nom n’est pas celui du simulateur.' };
    }
    // A realm checks its own forms, and accepts sign-outs from other sites.
    const isRealm = /^\/(auth\/)?realms\//.test(target);
    if (isRealm || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return undefined;
    const { origin, 'sec-fetch-site': site } = headers;
    // With `no-referrer`, a browser sends `Origin: null` with its own forms, so `Sec-Fetch-Site`
    // decides.
    const isOwn =
      site === undefined
        ? origin === undefined || origin === `${protocol}//${named}`
        : site === 'same-origin' || site === 'none';
    return isOwn ? undefined : { status: 403, text: 'Cette demande vient d’un autre site.' };
  };
}
