import { isSasError } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { proSanteConnect } from './methods/pro-sante-connect.js';
import { sasDelegation } from './methods/sas-delegation.js';
import { readSignOnOptions, type SignOnOptions } from './sign-on-options.js';
import { cookieSecret, createSessions, site } from './vendor.fixture.js';

const method = sasDelegation({
  issuer: 'https://provider.example/realms/sas',
  clientId: 'agenda',
  clientAuthentication: { method: 'client_secret_basic', clientSecret: 'x' },
});
const options: SignOnOptions = {
  method,
  origins: ['sas'],
  accounts: { find: () => [], save: () => 'saved' },
  signOn: createSessions().signOn,
  cookieSecret,
  publicUrl: site,
};

/** A client that authenticates with a key, described like this. */
const withKey = (more: object) => ({
  method: {
    ...method,
    clientAuthentication: { method: 'private_key_jwt', privateKey: 'x', ...more },
  },
});

describe('readSignOnOptions', () => {
  it.each<{ name: string; wrong: object; named: string }>([
    { name: 'no method', wrong: { method: undefined }, named: 'method' },
    {
      name: 'an issuer on http',
      wrong: { method: { ...method, issuer: 'http://provider.example' } },
      named: 'method.issuer',
    },
    {
      name: 'a discovery document on http',
      wrong: { method: { ...method, discoveryUrl: 'http://provider.example/x' } },
      named: 'method.discoveryUrl',
    },
    { name: 'no client', wrong: { method: { ...method, clientId: '' } }, named: 'method.clientId' },
    {
      name: 'no openid',
      wrong: { method: { ...method, scopes: ['email'] } },
      named: 'method.scopes',
    },
    {
      name: 'no claim',
      wrong: { method: { ...method, accountClaims: [] } },
      named: 'method.accountClaims',
    },
    {
      name: 'no secret',
      wrong: {
        method: { ...method, clientAuthentication: { method: 'client_secret_post' } },
      },
      named: 'method.clientAuthentication.clientSecret',
    },
    {
      name: 'a shared secret in place of a key',
      wrong: withKey({ algorithm: 'HS256' }),
      named: 'method.clientAuthentication.algorithm',
    },
    ...['', 7].map((keyId) => ({
      name: `a name of the key that is ${JSON.stringify(keyId)}`,
      wrong: withKey({ algorithm: 'PS256', keyId }),
      named: 'method.clientAuthentication.keyId',
    })),
    {
      name: 'an unknown client authentication',
      wrong: { method: { ...method, clientAuthentication: { method: 'none' } } },
      named: 'method.clientAuthentication.method',
    },
    { name: 'no origin', wrong: { origins: [] }, named: 'origins' },
    { name: 'an origin with a space', wrong: { origins: ['sas '] }, named: 'origins' },
    { name: 'an origin that is a URL', wrong: { origins: ['https://sas'] }, named: 'origins' },
    { name: 'no accounts', wrong: { accounts: {} }, named: 'accounts' },
    { name: 'no sessions', wrong: { signOn: { openSession() {} } }, named: 'signOn' },
    { name: 'no secret at all', wrong: { cookieSecret: [] }, named: 'cookieSecret' },
    { name: 'a short secret', wrong: { cookieSecret: 'short' }, named: 'cookieSecret' },
    {
      name: 'a short second secret',
      wrong: { cookieSecret: [cookieSecret, 'short'] },
      named: 'cookieSecret',
    },
    { name: 'a site on http', wrong: { publicUrl: 'http://agenda.example' }, named: 'publicUrl' },
    { name: 'a site with a path', wrong: { publicUrl: `${site}/agenda` }, named: 'publicUrl' },
    { name: 'a site with a user', wrong: { publicUrl: 'https://a@b.example' }, named: 'publicUrl' },
    {
      name: 'an issuer with a password',
      wrong: { method: { ...method, issuer: 'https://:secret@provider.example' } },
      named: 'method.issuer',
    },
    { name: 'no site', wrong: { publicUrl: undefined }, named: 'publicUrl' },
    { name: 'a callback with a query', wrong: { callbackPath: '/sso?x' }, named: 'callbackPath' },
    { name: 'a callback elsewhere', wrong: { callbackPath: site }, named: 'callbackPath' },
    {
      name: 'a page after logout on another site',
      wrong: { afterLogoutPath: 'bye' },
      named: 'afterLogoutPath',
    },
    { name: 'a right that never ends', wrong: { rightLifetime: 1e12 }, named: 'rightLifetime' },
    { name: 'a time limit of zero', wrong: { providerTimeLimit: 0 }, named: 'providerTimeLimit' },
  ])('refuses $name, and names it', ({ wrong, named }) => {
    let thrown: unknown;
    try {
      readSignOnOptions({ ...options, ...wrong } as SignOnOptions);
    } catch (error) {
      thrown = error;
    }
    if (!isSasError(thrown)) throw new Error('Nothing was refused.');
    expect(thrown.code).toBe('SAS_OPTION_INVALID');
    expect(thrown.issues[0]?.expression).toBe(named);
    expect(JSON.stringify([thrown.message, String(thrown.cause)])).not.toContain(cookieSecret);
  });

  it('fills in the defaults', () => {
    expect(readSignOnOptions(options)).toMatchObject({
      redirectUri: `${site}/sso/callback`,
      afterLogoutUrl: `${site}/`,
      rightLifetime: 14_400_000,
      providerTimeLimit: 5000,
    });
  });

  it.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'])(
    'accepts http on this machine: %s',
    (publicUrl) => {
      expect(readSignOnOptions({ ...options, publicUrl }).publicUrl).toBe(publicUrl);
    },
  );

  it('accepts a method with overridden members', () => {
    const psc = proSanteConnect({
      issuer: 'https://provider.example/psc',
      clientId: 'agenda',
      clientAuthentication: { method: 'tls_client_auth' },
    });
    const own = { ...psc, name: 'psc-test', acrValues: ['eidas3'] };
    expect(readSignOnOptions({ ...options, method: own }).method).toBe(own);
  });
});
