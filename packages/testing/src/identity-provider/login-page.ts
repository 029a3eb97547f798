import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { IdentityProviderUser } from './identity-provider.js';

const path = /^\/login-actions\/authenticate\/[\w-]+$/;

/** Where the browser is sent to sign in. */
export function toLoginPath(mountPath: string, uid: string): string {
  return `${mountPath}/login-actions/authenticate/${uid}`;
}

/** Serves the login page; gives `false` for a request that is not for it. */
export async function serveLogin(
  request: IncomingMessage,
  response: ServerResponse,
  {
    provider,
    users,
  }: { readonly provider: Provider; readonly users: readonly IdentityProviderUser[] },
): Promise<boolean> {
  if (!path.test(request.url ?? '')) return false;
  const form = request.method === 'POST' ? await readForm(request) : undefined;
  if (form?.has('abandon')) {
    await provider.interactionFinished(request, response, { error: 'access_denied' });
    return true;
  }
  const user = users.find(
    ({ login, password = 'secret' }) =>
      login === form?.get('login') && password === form?.get('password'),
  );
  if (user) {
    await provider.interactionFinished(request, response, {
      login: { accountId: user.subject ?? user.login, acr: user.acr ?? 'eidas1' },
    });
    return true;
  }
  response.writeHead(form ? 401 : 200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(loginPage);
  return true;
}

const loginPage = `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Se connecter</title></head>
<body>
<h1>Se connecter</h1>
<form method="post">
<p><label>Identifiant <input name="login" autocomplete="username"></label></p>
<p><label>Mot de passe <input name="password" type="password" autocomplete="current-password"></label></p>
<p><button>Se connecter</button> <button name="abandon" value="1">Abandonner</button></p>
</form>
</body>
</html>
`;

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
