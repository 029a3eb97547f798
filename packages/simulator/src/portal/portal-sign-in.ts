import { createHash, randomBytes } from 'node:crypto';
import { tryParse } from '@sas-sos/fhir-http';
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import type { PlatformSession } from '../platform/sign-on/identity-provider.js';
import type { Simulation } from '../simulation.js';
import type { PlatformRegulator } from '../state/platform-state.js';
import { html } from './pages/html.js';
import { renderPage, toPageHeaders } from './pages/layout.js';
import type { Visitors } from './pages/page-context.js';

// Ports of one host share their cookies: a name must differ from all of the vendor's.
const sessionCookie = 'sas-simulator-portal';
const attemptPrefix = 'sas-simulator-sign-in-';

const attemptSeconds = 1800;
const sessionSeconds = 8 * 3600;
/** Maximum number of sessions; the oldest are removed. */
const mostSessions = 1000;

/**
 * Creates the sign-in of the portal: an ordinary application of the realm `sas`, but in this
 * process.
 */
export function createPortalSignIn({ url, provider, desk }: Simulation): Visitors {
  const sessions = new Map<string, PlatformSession>();
  const isSecure = url.startsWith('https:');
  const cookieOptions = { httpOnly: true, sameSite: 'Lax', secure: isSecure } as const;
  const routes = new Hono();

  function find(id: string | undefined): PlatformRegulator | undefined {
    const session = id === undefined ? undefined : sessions.get(id);
    if (!session || !provider.isOpen(session.sessionId)) return undefined;
    const regulator = desk.find(session.regulatorId);
    return regulator?.isActive ? regulator : undefined;
  }

  function open(session: PlatformSession): string {
    for (const [id, { sessionId }] of sessions)
      if (!provider.isOpen(sessionId)) sessions.delete(id);
    const [oldest] = sessions.keys();
    if (sessions.size >= mostSessions && oldest !== undefined) sessions.delete(oldest);
    const id = randomBytes(32).toString('base64url');
    sessions.set(id, session);
    return id;
  }

  routes.get('/sign-in', (context) => {
    const path = toLocalPath(context.req.query('next'));
    // Cookies belong to one host: under another name of this machine they would not be found again.
    if (new URL(context.req.url).host !== new URL(url).host) {
      return context.redirect(`${url}/sign-in?${new URLSearchParams({ next: path })}`, 302);
    }
    if (find(getCookie(context, sessionCookie))) return context.redirect(path, 302);
    const state = randomBytes(32).toString('base64url');
    setCookie(
      context,
      toAttemptName(state),
      `${state}.${Buffer.from(path).toString('base64url')}`,
      {
        ...cookieOptions,
        path: '/sign-in',
        maxAge: attemptSeconds,
      },
    );
    return context.redirect(provider.toSignInUrl(state), 302);
  });

  routes.get('/sign-in/return', async (context) => {
    const { state = '', code } = context.req.query();
    const name = toAttemptName(state);
    const [expected, path = ''] = (getCookie(context, name) ?? '').split('.');
    deleteCookie(context, name, { path: '/sign-in', secure: isSecure });
    if (state === '' || expected !== state) {
      return toRefusal(context, 'Cette connexion n’est plus en cours, ou a commencé ailleurs.');
    }
    if (code === undefined) return toRefusal(context, 'La connexion a été refusée ou abandonnée.');
    const session = await provider.redeem({ code, state });
    if (!session) return toRefusal(context, 'Cette connexion a déjà servi, ou a expiré.');
    sessions.delete(getCookie(context, sessionCookie) ?? '');
    setCookie(context, sessionCookie, open(session), {
      ...cookieOptions,
      path: '/',
      maxAge: sessionSeconds,
    });
    return context.redirect(toLocalPath(Buffer.from(path, 'base64url').toString('utf8')), 302);
  });

  routes.post('/sign-out', async (context) => {
    const id = getCookie(context, sessionCookie) ?? '';
    const session = sessions.get(id);
    sessions.delete(id);
    deleteCookie(context, sessionCookie, { path: '/', secure: isSecure });
    if (session) await provider.endSession(session.sessionId);
    return context.redirect('/', 303);
  });

  return {
    routes,
    regulatorOf: ({ headers }) =>
      find(parse(headers.get('cookie') ?? '', sessionCookie)[sessionCookie]),
  };
}

/** One per attempt: several tabs can sign in at once. */
function toAttemptName(state: string): string {
  return attemptPrefix + createHash('sha256').update(state).digest('hex').slice(0, 12);
}

function toRefusal(context: Context, sentence: string): Response {
  const page = renderPage({
    title: 'Connexion impossible',
    main: html`<h1>Connexion impossible</h1>
<p role="alert" class="notice bad">${sentence}</p>
<p><a href="/sign-in">Se connecter</a></p>`,
  });
  return context.body(page, 403, toPageHeaders());
}

/** The page to go to: a path of this site, or its first page if the text is invalid. */
export function toLocalPath(text: string | undefined): string {
  const base = 'http://site.invalid';
  if (text === undefined || text.length > 2000 || !text.startsWith('/')) return '/';
  const url = tryParse(() => new URL(text, base));
  if (!url) return '/';
  const { origin, pathname, search } = url;
  // A browser treats `//elsewhere` and `/\elsewhere` as other sites.
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/';
}
