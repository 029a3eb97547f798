// @ts-check
// What a sign-in costs without the SDK, and without a check: Express, two redirections, and the call
// of the token endpoint. Nobody may use it: it believes whatever comes. Arguments: the
// provider, the port.
import { createHash, randomBytes } from 'node:crypto';
import express from 'express';
import { client } from './sign-on.mjs';

const [, , issuer = '', port = ''] = process.argv;
const endpoint = `${issuer}/protocol/openid-connect`;
const app = express();
const siteOf = (/** @type {express.Request} */ request) => `http://${request.headers.host}`;

app.get('/agenda/:place', (request, response) => {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: client.clientId,
    response_type: 'code',
    redirect_uri: `${siteOf(request)}/sso/callback`,
    scope: 'openid email profile',
    state: randomBytes(32).toString('base64url'),
    nonce: randomBytes(32).toString('base64url'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  response.append('set-cookie', `verifier=${verifier}; Path=/`);
  response.redirect(`${endpoint}/auth?${query}`);
});

app.get('/sso/callback', async (request, response) => {
  const answer = await fetch(`${endpoint}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client.clientId}:${client.clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: String(request.query['code']),
      redirect_uri: `${siteOf(request)}/sso/callback`,
      code_verifier: String(request.headers.cookie).replace(/^.*verifier=/, ''),
    }),
  });
  const tokens = /** @type {{ id_token?: string }} */ (await answer.json());
  if (!tokens.id_token) throw new Error(`The token endpoint answered ${answer.status}`);
  response.append('set-cookie', `session=${randomBytes(32).toString('base64url')}; Path=/`);
  response.redirect(`${siteOf(request)}/agenda/1111111111?day=2026-12-01`);
});

app.listen(Number(port), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${port}`);
});
process.on('SIGTERM', () => process.exit(0));
