import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DatabaseSync } from '@photostructure/sqlite';
import {
  type PackagedProvider,
  type PackagedProviderOptions,
  people,
  startServing,
} from './packaged-provider.js';

const program = '/usr/bin/glewlwyd';
const modules = '/usr/lib/glewlwyd';
const tables = '/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz';

/** What Debian's packages bring. */
export const glewlwydFiles = [program, modules, tables];

const scopes = ['openid', 'email', 'profile'];

/** Starts Glewlwyd with new tables and a new key. */
export async function startGlewlwyd(options: PackagedProviderOptions): Promise<PackagedProvider> {
  const { folder, port } = options;
  const url = `http://127.0.0.1:${port}`;
  const configuration = join(folder, 'glewlwyd.conf');
  writeDatabase(join(folder, 'glewlwyd.db'));
  writeFileSync(configuration, toConfiguration(folder, port));
  const server = await startServing(
    [program, `--config-file=${configuration}`],
    `${url}/api/auth/`,
  );
  try {
    await configure(url, options);
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
  return {
    issuer: `${url}/api/oidc`,
    // Its login page is a script: these are the calls that the script makes.
    async logIn(browser, page, login) {
      const back = new URL(page.url).searchParams.get('callback_url');
      if (back === null) throw new Error(`No login page of Glewlwyd at ${page.url}`);
      const call = createCall(url);
      await call('POST', '/api/auth/', { username: login, password: login });
      const path = `/api/auth/grant/${options.clientId}`;
      await call('PUT', path, { scope: scopes.join(' ') });
      browser.cookies.store(url, call.setCookies());
      // Without this parameter, which its script adds, it shows the login page again.
      return browser.open(`${back}&g_continue`);
    },
    // Its page is a script too, which then opens where the sign-out leads, if that is declared.
    async confirmLogOut(browser, page) {
      const { searchParams } = new URL(page.url);
      for (const path of [`oidc/session/${searchParams.get('sid')}`, 'auth/']) {
        const headers = { cookie: browser.cookies.header(url) ?? '' };
        const response = await fetch(`${url}/api/${path}`, { method: 'DELETE', headers });
        if (!response.ok) throw new Error(`DELETE ${path}: ${response.status}`);
        browser.cookies.store(url, response.headers.getSetCookie());
      }
      const back = searchParams.get('callback_url');
      return back === null ? page : browser.open(back);
    },
    async isSignedIn(browser) {
      const headers = { cookie: browser.cookies.header(url) ?? '' };
      const response = await fetch(`${url}/api/profile_list/`, { headers });
      return response.ok;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function writeDatabase(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(gunzipSync(readFileSync(tables)).toString('utf8'));
  // Its tables know this field in the singular alone, which its plugin does not read.
  database.exec(`UPDATE g_client_module_instance SET gcmi_parameters = json_set(gcmi_parameters,
    '$."data-format"."post_logout_redirect_uris"',
    json('{"multiple":true,"read":true,"write":true}'))`);
  database.close();
}

function toConfiguration(folder: string, port: number): string {
  return `port=${port}
bind_address="127.0.0.1"
external_url="http://127.0.0.1:${port}"
login_url="login.html"
api_prefix="api"
log_mode="console"
log_level="ERROR"
cookie_secure=0
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="${modules}/user"
client_module_path="${modules}/client"
user_auth_scheme_module_path="${modules}/scheme"
plugin_module_path="${modules}/plugin"
hash_algorithm="SHA512"
database = { type = "sqlite3"; path = "${folder}/glewlwyd.db"; };
`;
}

/** Registers the client, the people and the scopes, as its administrator. */
async function configure(url: string, options: PackagedProviderOptions): Promise<void> {
  const { clientId: client_id, clientSecret, redirectUris, afterLogoutUri } = options;
  const call = createCall(url);
  await call('POST', '/api/auth/', { username: 'admin', password: 'password' });
  for (const name of ['email', 'profile']) {
    const scope = { name, display_name: name, password_required: false, scheme: {} };
    await call('POST', '/api/scope/', scope);
  }
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await call('POST', '/api/mod/plugin/', {
    ...{ module: 'oidc', name: 'oidc', display_name: 'oidc' },
    parameters: {
      iss: `${url}/api/oidc`,
      'jwt-type': 'rsa',
      'jwt-key-size': '256',
      key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      cert: keys.publicKey.export({ type: 'spki', format: 'pem' }),
      'access-token-duration': 3600,
      'refresh-token-duration': 1_209_600,
      'code-duration': 600,
      'refresh-token-rolling': true,
      'allow-non-oidc': false,
      'auth-type-code-enabled': true,
      'auth-type-token-enabled': false,
      'auth-type-id-token-enabled': true,
      'auth-type-none-enabled': false,
      'auth-type-password-enabled': false,
      'auth-type-client-enabled': false,
      'auth-type-device-enabled': false,
      'auth-type-refresh-enabled': true,
      'pkce-allowed': true,
      'pkce-method-plain-allowed': false,
      'subject-type': 'public',
      'email-claim': 'mandatory',
      'name-claim': 'no',
      'scope-claim': 'no',
      'jwks-show': true,
      'session-management-allowed': true,
      'session-cookie-name': 'GLEWLWYD2_OIDC_SESSION',
      'session-cookie-expiration': 2_419_200,
    },
  });
  await call('POST', '/api/client/?source=database', {
    ...{ client_id, name: client_id, client_secret: clientSecret, confidential: true },
    ...{ enabled: true, redirect_uri: redirectUris, scope: scopes },
    post_logout_redirect_uris: [afterLogoutUri],
    authorization_type: ['code', 'refresh_token'],
    token_endpoint_auth_method: ['client_secret_basic'],
  });
  for (const { login, email } of Object.values(people)) {
    const user = { username: login, name: login, password: login, email };
    await call('POST', '/api/user/?source=database', { ...user, enabled: true, scope: scopes });
  }
}

/** Calls its API as one person; each call must succeed. */
function createCall(url: string) {
  let cookies: readonly string[] = [];
  async function call(method: string, path: string, body: unknown): Promise<void> {
    const response = await fetch(url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        cookie: cookies.map((text) => text.split(';')[0]).join('; '),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const given = response.headers.getSetCookie();
    if (given.length > 0) cookies = given;
  }
  return Object.assign(call, { setCookies: () => cookies });
}
