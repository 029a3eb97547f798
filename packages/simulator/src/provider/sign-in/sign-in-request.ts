import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { endSession } from '../end-session.js';
import { isSameOrigin } from '../is-same-origin.js';
import { type Page, sendPage } from '../pages/page.js';
import { foreignFormPage, lostSignInPage } from '../pages/refusal-page.js';
import type { Realm } from '../realm/create-realm.js';
import { signInPath } from '../realm/realm-layout.js';
import type { SignInMethod } from '../realm/regulator-claims.js';
import { readForm } from './read-form.js';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** A request to the login page of a realm, from the browser that the sign-on began in. */
export interface SignInRequest {
  readonly uid: string;
  /** After the page's own path: `/psc`; empty: the page itself. */
  readonly rest: string;
  readonly query: URLSearchParams;
  /** What was sent; none: the page is asked for. */
  readonly form: URLSearchParams | undefined;
  show(page: Page): void;
  redirect(location: string): void;
  /** Signs in, and leads back to the client. */
  finish(subject: string, method: SignInMethod): Promise<void>;
  /** Leads back to the client without. */
  cancel(): Promise<void>;
}

const pathPattern = new RegExp(`^${signInPath}/([\\w-]{1,64})(/psc)?$`);

/** Reads a request to the login page; `undefined`: it is for no such page, or was answered here. */
export async function readSignInRequest(
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<SignInRequest | 'answered' | undefined> {
  const url = new URL(request.url ?? '/', realm.url);
  const [, uid, rest = ''] = pathPattern.exec(url.pathname) ?? [];
  if (uid === undefined) return undefined;
  const show = (page: Page) => sendPage(response, page);
  if (request.method !== 'GET' && request.method !== 'POST') {
    response.writeHead(405, { allow: 'GET, POST' }).end();
    return 'answered';
  }
  const isForm = request.method === 'POST';
  const isOwn = !isForm || isSameOrigin(request.headers, realm.url);
  const form = isForm && isOwn ? await readForm(request) : undefined;
  if (!isOwn || (isForm && !form)) {
    show(foreignFormPage());
    return 'answered';
  }
  const interaction = await find(realm, request, response);
  if (interaction?.uid !== uid) {
    show(lostSignInPage());
    return 'answered';
  }
  const redirect = (location: string) => {
    response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
  };
  const settle = async (result: NonNullable<Interaction['result']>) => {
    interaction.result = result;
    await interaction.persist();
    redirect(interaction.returnTo);
  };
  return {
    uid,
    rest,
    query: url.searchParams,
    form,
    show,
    redirect,
    async finish(subject, method) {
      await endFormerSession(realm, interaction, subject);
      await settle({ login: { accountId: subject, amr: [method], acr: toAcr(realm, method) } });
    },
    cancel: () => settle({ error: 'access_denied', error_description: 'the person gave up' }),
  };
}

/** The sign-on that a browser has begun here; none: it has ended, or began in another one. */
async function find(
  { provider }: Realm,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Interaction | undefined> {
  try {
    return await provider.interactionDetails(request, response);
  } catch (error) {
    if (error instanceof Error && error.name === 'SessionNotFound') return undefined;
    throw error;
  }
}

/** Two people never share a session: oidc-provider would have a page send itself by script. */
async function endFormerSession(
  { provider }: Realm,
  interaction: Interaction,
  subject: string,
): Promise<void> {
  const { session: former } = interaction;
  if (!former || former.accountId === subject) return;
  const session = await provider.Session.findByUid(former.uid);
  if (session) await endSession(provider, session);
  interaction.session = undefined;
}

function toAcr({ name }: Realm, method: SignInMethod): string {
  return name === 'esante-wallet' || method === 'psc' ? 'eidas1' : '1';
}
