import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { type Page, sendPage, setPage } from '../pages/page.js';
import type { RealmPages } from '../pages/realm-pages.js';
import { endSession } from '../realm/end-session.js';
import { type RealmName, realmLayouts, signInPath } from '../realm/realm-layout.js';
import { isSameOrigin } from './is-same-origin.js';
import { readForm } from './read-form.js';

/** Answers a request to the login page of a realm: shows it, or ends the attempt. */
export type SignIn = (attempt: SignInAttempt) => Promise<void> | void;

/** A request to the login page; a form comes from the browser in which the sign-in began. */
export interface SignInAttempt {
  /** Identifier of the attempt. */
  readonly uid: string;
  /** Address to which forms of the login page are sent. */
  readonly action: string;
  /** Fields of a submitted form; `undefined` when the page is requested. */
  readonly form: URLSearchParams | undefined;
  /** Set when the browser comes back from Pro Santé Connect; without a code, nobody confirmed. */
  readonly fromPsc: { readonly code: string | undefined } | undefined;
  /** Shows a page. */
  show(page: Page): void;
  /** Redirects the browser. */
  redirect(location: string): void;
  /** Signs in a person, and redirects to the client. */
  finish(signedIn: SignedIn): Promise<void>;
  /** Redirects to the client with `access_denied`. */
  cancel(): Promise<void>;
}

/** Who signs in, and how. */
export interface SignedIn {
  /** `sub` of the tokens. */
  readonly subject: string;
  /** `amr`; the claims of a session can depend on it. @defaultValue none */
  readonly methods?: readonly string[] | undefined;
  /** `acr` of the tokens. */
  readonly acr: string;
}

/** What is needed to read a request to the login page. */
interface Surroundings {
  readonly name: RealmName;
  /** Origin at which the realm is served. */
  readonly url: string;
  readonly provider: Provider;
  readonly pages: RealmPages;
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

const pathPattern = new RegExp(`^${signInPath}/([\\w-]{1,64})(/psc)?$`);

/** Creates the path of the login page of an attempt. */
export function toSignInPath(name: RealmName, uid: string): string {
  return `${realmLayouts[name].mountPath}${signInPath}/${uid}`;
}

/**
 * Reads a request to the login page, with its path relative to the realm; `undefined` if it is not
 * for that page, `answered` if it was already refused.
 */
export async function readSignInAttempt(
  request: IncomingMessage,
  response: ServerResponse,
  { name, url, provider, pages }: Surroundings,
): Promise<SignInAttempt | 'answered' | undefined> {
  const { pathname, searchParams } = new URL(request.url ?? '/', url);
  const [, uid, psc] = pathPattern.exec(pathname) ?? [];
  if (uid === undefined) return undefined;
  const show = (page: Page) => sendPage(response, page);
  if (request.method !== 'GET' && request.method !== 'POST') {
    response.writeHead(405, { allow: 'GET, POST' }).end();
    return 'answered';
  }
  const isForm = request.method === 'POST';
  const isOwn = !isForm || isSameOrigin(request.headers, url);
  const form = isForm && isOwn ? await readForm(request) : undefined;
  if (!isOwn || (isForm && !form)) {
    show(pages.foreignForm());
    return 'answered';
  }
  // A cookie binds a form and the return from Pro Santé Connect to the browser that began. The page
  // itself is shown to anybody, as in Keycloak, so that a client without cookies gets that far.
  const interaction =
    (await findInteraction(provider, request, response)) ??
    (isForm || psc !== undefined ? undefined : await provider.Interaction.find(uid));
  if (interaction?.uid !== uid) {
    show(pages.lostSignIn());
    return 'answered';
  }
  return toAttempt(interaction, {
    name,
    provider,
    form,
    fromPsc:
      psc === undefined || isForm ? undefined : { code: searchParams.get('code') ?? undefined },
    show,
    redirect(location) {
      response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
    },
  });
}

/**
 * Answers an authorization request with the login page itself, as Keycloak does: 200 at the address
 * of the endpoint. oidc-provider has set its cookies, and would redirect to the page.
 */
export async function showSignIn(
  context: KoaContextWithOIDC,
  { name, provider, signIn }: Pick<Surroundings, 'name' | 'provider'> & { readonly signIn: SignIn },
): Promise<void> {
  const location = context.response.get('location');
  const start = toSignInPath(name, '');
  if (context.status !== 303 || !location.startsWith(start)) return;
  const interaction = await provider.Interaction.find(location.slice(start.length));
  if (!interaction) return;
  await signIn(
    toAttempt(interaction, {
      name,
      provider,
      form: undefined,
      fromPsc: undefined,
      show(page) {
        context.status = page.status ?? 200;
        context.remove('location');
        setPage(context, page);
      },
      redirect: (target) => context.redirect(target),
    }),
  );
}

/** Lets a login page act on an attempt. */
function toAttempt(
  interaction: Interaction,
  {
    name,
    provider,
    ...request
  }: Pick<Surroundings, 'name' | 'provider'> &
    Pick<SignInAttempt, 'form' | 'fromPsc' | 'show' | 'redirect'>,
): SignInAttempt {
  const settle = async (result: NonNullable<Interaction['result']>) => {
    interaction.result = result;
    await interaction.persist();
    request.redirect(interaction.returnTo);
  };
  return {
    ...request,
    uid: interaction.uid,
    action: toSignInPath(name, interaction.uid),
    async finish({ subject, methods, acr }) {
      await endFormerSession(provider, interaction, subject);
      const amr = methods ? { amr: [...methods] } : {};
      await settle({ login: { accountId: subject, acr, ...amr } });
    },
    cancel: () => settle({ error: 'access_denied', error_description: 'the person gave up' }),
  };
}

/** Finds the sign-in of this browser; `undefined` if it has ended or began in another browser. */
async function findInteraction(
  provider: Provider,
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

/** Ends another person's session, for which oidc-provider would show a self-submitting page. */
async function endFormerSession(
  provider: Provider,
  interaction: Interaction,
  subject: string,
): Promise<void> {
  const { session: former } = interaction;
  if (!former || former.accountId === subject) return;
  const session = await provider.Session.findByUid(former.uid);
  if (session) await endSession(provider, session);
  interaction.session = undefined;
}
