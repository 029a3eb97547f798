import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { sasDelegation } from '../methods/sas-delegation.js';
import { createVendor } from '../vendor.fixture.js';
import { provided } from './provider.fixture.js';

const { provider } = provided();

/** The vendor's answer after a sign-in whose token endpoint is ours, and what that one received. */
async function exchange(
  registration: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly encoding?: 'form' | 'none';
  },
  answer: { readonly status: number; readonly body: object; readonly headers?: object },
  announced?: readonly string[],
) {
  const received: string[] = [];
  const server = createServer((request, response) => {
    const [, encoded = ''] = (request.headers.authorization ?? '').split(' ');
    received.push(Buffer.from(encoded, 'base64').toString('utf8'));
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { clientId, ...secret } = registration;
  const vendor = createVendor(provider(), {
    method: sasDelegation({
      issuer: provider().issuer,
      clientId,
      clientAuthentication: { method: 'client_secret_basic', ...secret },
    }),
    async fetch(url, init) {
      const response = await fetch(url, init);
      if (!String(url).includes('/.well-known/')) return response;
      const metadata = (await response.json()) as object;
      return Response.json({
        ...metadata,
        token_endpoint: `http://127.0.0.1:${port}/token`,
        ...(announced ? { token_endpoint_auth_methods_supported: announced } : {}),
      });
    },
  });
  const browser = vendor.createBrowser();
  const { hops } = await browser.open('https://agenda.example/agenda/1?slot=s1&origin=sas', {
    until: (url) => url.startsWith(provider().issuer),
  });
  const state = new URL(hops.at(-1)?.location ?? '').searchParams.get('state');
  const query = new URLSearchParams({ code: 'c', state: state ?? '', iss: provider().issuer });
  const end = await browser.open(`https://agenda.example/sso/callback?${query}`);
  server.close();
  return { received, end, reason: String(vendor.lines.at(-1)?.['reason']), codes: vendor.codes() };
}

const refused = { status: 401, body: { error: 'invalid_client' } };

describe('the header', () => {
  it.each([
    {
      name: 'leaves a hyphen, as in a UUID, as it is',
      clientId: 'agenda-demo',
      clientSecret: 'd0b8122f-8dfb-46b7',
      header: 'agenda-demo:d0b8122f-8dfb-46b7',
    },
    {
      name: 'leaves dots, underscores and asterisks as they are',
      clientId: 'fr.agenda_demo',
      clientSecret: 'a*b_c.d',
      header: 'fr.agenda_demo:a*b_c.d',
    },
    {
      name: 'encodes what the specification encodes',
      clientId: 'a:b c',
      clientSecret: "p%é+&~!'()",
      header: 'a%3Ab+c:p%25%C3%A9%2B%26%7E%21%27%28%29',
    },
    {
      name: 'encodes nothing if the provider decodes nothing',
      clientId: 'agenda demo',
      clientSecret: 'p%é+&~!:',
      encoding: 'none',
      header: 'agenda demo:p%é+&~!:',
    },
  ] as const)('$name', async ({ name: _, header, ...registration }) => {
    expect((await exchange(registration, refused)).received).toEqual([header]);
  });
});

describe('a refusal of the client says what could be the cause', () => {
  const plain = { clientId: 'agenda-demo', clientSecret: 'a-secret' };
  it.each([
    { name: 'in JSON', answer: refused },
    {
      name: 'as a challenge',
      answer: { ...refused, headers: { 'www-authenticate': 'Basic realm="a"' } },
    },
    {
      name: 'by the name that Keycloak gives it',
      answer: { status: 401, body: { error: 'unauthorized_client' } },
    },
  ])('$name', async ({ answer }) => {
    const { reason, codes, end } = await exchange(plain, answer);
    expect(codes).toEqual(['SAS_SIGN_ON_PROVIDER_MISCONFIGURED']);
    expect(reason).toMatch(
      /^token endpoint: \w+_client: check the client identifier and the secret$/,
    );
    expect(end.text).not.toMatch(/[Rr]éessayez/);
  });

  it('the encoding, if it matters, and never the values', async () => {
    const { reason, end } = await exchange({ clientId: 'agenda', clientSecret: 'p+q%r' }, refused);
    expect(reason).toMatch(/form-encoded .*encoding to none/);
    expect(`${reason}${end.text}`).not.toMatch(/p\+q|p%2B/);
    const none = await exchange(
      { clientId: 'agenda', clientSecret: 'p+q%r', encoding: 'none' },
      refused,
    );
    expect(none.reason).not.toContain('form-encoded');
  });

  it('the methods that the provider announces, if ours is not among them', async () => {
    const announced = ['client_secret_post', 'private_key_jwt', '<script>'];
    const { reason } = await exchange(plain, refused, announced);
    expect(reason).toMatch(
      /; the method is client_secret_basic, but the provider announces client_secret_post, private_key_jwt, unnamed$/,
    );
  });
});
