import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type PackagedProvider,
  type PackagedProviderOptions,
  startServing,
} from './packaged-provider.js';

const program = '/usr/bin/plackup';
const templates = '/usr/share/lemonldap-ng/portal/templates';
const portal = '/usr/share/perl5/Lemonldap/NG/Portal/Issuer/OpenIDConnect.pm';

/** What Debian's packages bring; the program is another's, on which they depend. */
export const lemonldapFiles = [templates, portal];

/** Starts the portal of LemonLDAP::NG with the people of its demonstration and a new key. */
export async function startLemonldap(options: PackagedProviderOptions): Promise<PackagedProvider> {
  const { folder, port } = options;
  const url = `http://127.0.0.1:${port}`;
  for (const name of ['conf', 'sessions/lock', 'psessions/lock']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const settings = toSettings(url, options);
  writeFileSync(join(folder, 'conf', 'lmConf-1.json'), JSON.stringify(settings));
  const ini = join(folder, 'lemonldap-ng.ini');
  writeFileSync(ini, toIni(folder));
  const app = join(folder, 'app.psgi');
  writeFileSync(app, application);
  const { PATH = '' } = process.env;
  const server = await startServing(
    [program, '--host', '127.0.0.1', '-p', String(port), app],
    `${url}/.well-known/openid-configuration`,
    { env: { PATH, LLNG_DEFAULTCONFFILE: ini } },
  );
  return {
    issuer: url,
    logIn: (browser, page, login) => browser.submit(page, { user: login, password: login }),
    confirmLogOut: (browser, page) => browser.submit(page, { confirm: '1' }),
    async isSignedIn(browser) {
      const headers = { cookie: browser.cookies.header(url) ?? '', accept: 'application/json' };
      const response = await fetch(`${url}/mysession/?whoami`, { headers, redirect: 'manual' });
      return response.ok;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/**
 * The portal. Some of its modules load libraries that not every installation has, for captchas and
 * for the registration of clients: neither is used here.
 */
const application = `BEGIN {
  for my $file ('GD/SecurityImage.pm', 'String/Random.pm', 'IO/String.pm') {
    next if eval { require $file };
    $INC{$file} = $file;
    next unless $file eq 'IO/String.pm';
    *IO::String::new = sub { my $text = $_[1]; open my $handle, '<', \\$text; $handle };
  }
}
use Lemonldap::NG::Portal::Main;
Lemonldap::NG::Portal::Main->run({});
`;

function toIni(folder: string): string {
  return `[all]
logLevel = error
logger = Lemonldap::NG::Common::Logger::Std
userLogger = Lemonldap::NG::Common::Logger::Std
[configuration]
type = File
dirName = ${folder}/conf
[portal]
staticPrefix = /static
templateDir = ${templates}
languages = en
`;
}

function toSettings(url: string, options: PackagedProviderOptions) {
  const { folder, clientId, clientSecret, redirectUris, afterLogoutUri } = options;
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const toStore = (name: string) => ({
    Directory: join(folder, name),
    LockDirectory: join(folder, name, 'lock'),
    generateModule: 'Lemonldap::NG::Common::Apache::Session::Generate::SHA256',
  });
  return {
    ...{ cfgNum: 1, cfgAuthor: 'test', cfgDate: '1627287638', cfgVersion: '2.16.1' },
    key: '0123456789abcdef',
    ...{ authentication: 'Demo', userDB: 'Same', passwordDB: 'Null', registerDB: 'Null' },
    ...{ cookieName: 'lemonldap', securedCookie: 0, domain: '127.0.0.1', portal: `${url}/` },
    globalStorage: 'Apache::Session::File',
    globalStorageOptions: toStore('sessions'),
    persistentStorage: 'Apache::Session::File',
    persistentStorageOptions: toStore('psessions'),
    demoExportedVars: { cn: 'cn', mail: 'mail', uid: 'uid' },
    ...{ exportedVars: {}, locationRules: {}, exportedHeaders: {} },
    ...{ macros: { _whatToTrace: '$_user' }, whatToTrace: '_whatToTrace' },
    ...{ requireToken: 0, portalSkin: 'bootstrap' },
    issuerDBOpenIDConnectActivation: 1,
    issuerDBOpenIDConnectPath: '^/oauth2/',
    issuerDBOpenIDConnectRule: '1',
    oidcServiceMetaDataIssuer: url,
    oidcServicePrivateKeySig: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    oidcServicePublicKeySig: keys.publicKey.export({ type: 'spki', format: 'pem' }),
    oidcServiceKeyIdSig: 'test',
    oidcServiceAllowAuthorizationCodeFlow: 1,
    oidcServiceMetaDataAuthorizeURI: 'authorize',
    oidcServiceMetaDataTokenURI: 'token',
    oidcServiceMetaDataUserInfoURI: 'userinfo',
    oidcServiceMetaDataJWKSURI: 'jwks',
    oidcServiceMetaDataEndSessionURI: 'logout',
    oidcRPMetaDataExportedVars: {
      agenda: { email: 'mail', name: 'cn', preferred_username: 'uid' },
    },
    oidcRPMetaDataOptions: {
      agenda: {
        oidcRPMetaDataOptionsClientID: clientId,
        oidcRPMetaDataOptionsClientSecret: clientSecret,
        oidcRPMetaDataOptionsIDTokenSignAlg: 'RS256',
        oidcRPMetaDataOptionsRedirectUris: redirectUris.join(' '),
        oidcRPMetaDataOptionsPostLogoutRedirectUris: afterLogoutUri,
        oidcRPMetaDataOptionsBypassConsent: 1,
        oidcRPMetaDataOptionsIDTokenForceClaims: 1,
        oidcRPMetaDataOptionsUserIDAttr: 'uid',
      },
    },
  };
}
