import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestBrowser } from '../browser/create-test-browser.js';
import type { SignIn } from '../sign-in/sign-in-attempt.js';
import { createRealm } from './create-realm.js';
import type { RealmOptions } from './realm-options.js';

export const site = 'https://agenda.example';
export const client = {
  clientId: 'agenda',
  clientSecret: 'a secret of these tests',
  redirectUris: [`${site}/callback`],
  postLogoutRedirectUris: [`${site}/bye`],
  backchannelLogoutUri: `${site}/backchannel`,
};

const verifier = 'v'.repeat(43);

/** Signs in the person named in the form. */
const signInByName: SignIn = ({ action, form, fromPsc, show, finish, cancel }) => {
  const who = form?.get('who') ?? fromPsc?.code;
  if (who === 'nobody') return cancel();
  if (who !== undefined && who !== null)
    return finish({ subject: who, methods: ['name'], acr: '1' });
  show({ html: `<form method="post" action="${action}"><input name="who"></form>` });
};

/** Starts a server that passes requests to the realms added to it. */
export async function serveRealms() {
  const served: Awaited<ReturnType<typeof createRealm>>[] = [];
  const server = createServer(async (request, response) => {
    for (const realm of served) if (await realm.serve(request, response)) return;
    response.writeHead(404).end('none of theirs');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new Map([
    ['camille', { email: 'camille@example.org', SubjectNameID: '810000000001' }],
    ['dominique', { email: 'dominique@example.org', SubjectNameID: '810000000002' }],
  ]);
  const notified: string[] = [];

  return {
    url,
    people,
    /** Logout notifications that were sent. */
    notified,
    async add(options: Partial<RealmOptions> = {}) {
      const realm = await createRealm({
        name: 'sas',
        url,
        clients: [client],
        findClaims: (subject) => people.get(subject),
        signIn: signInByName,
        async fetch(address, init) {
          notified.push(`${address} ${init?.body}`);
          return new Response();
        },
        ...options,
      });
      served.push(realm);
      return realm;
    },
    createBrowser: () =>
      createTestBrowser({ sites: { [site]: async (request) => new Response(request.url) } }),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Creates the address to which the application sends a browser. */
export function toAuthorizationUrl(
  { issuer }: { readonly issuer: string },
  extra: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: `${site}/callback`,
    scope: 'openid email',
    state: 'a-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  });
  return `${issuer}/protocol/openid-connect/auth?${query}`;
}

/** Redeems the code that was returned to the application. */
export async function redeem(
  { issuer }: { readonly issuer: string },
  { url }: { readonly url: string },
): Promise<{ readonly id_token: string; readonly refresh_token?: string }> {
  const response = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`agenda:${encodeURIComponent(client.clientSecret)}`)}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(url).searchParams.get('code') ?? '',
      redirect_uri: `${site}/callback`,
      code_verifier: verifier,
    }),
  });
  if (response.status !== 200) throw new Error(`The code was answered ${response.status}`);
  return (await response.json()) as { id_token: string };
}
