import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config.js';

function variablesRefused(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.variables;
    throw error;
  }
}

describe('parseConfig refuses', () => {
  it.each([
    { name: 'a port that is not a number', environment: { PORT: 'http' } },
    { name: 'a port below 0', environment: { PORT: '-1' } },
    { name: 'a port over 65535', environment: { PORT: '65536' } },
    { name: 'a port with a fraction', environment: { PORT: '80.5' } },
    { name: 'a port in hexadecimal', environment: { PORT: '0x50' } },
    { name: 'every address without TLS', environment: { HOST: '0.0.0.0' } },
    { name: 'every IPv6 address without TLS', environment: { HOST: '::' } },
    { name: 'a network address without TLS', environment: { HOST: '192.168.1.10' } },
    { name: 'a network host name without TLS', environment: { HOST: 'agenda.example' } },
    {
      name: 'a host name that starts like the loopback address',
      environment: { HOST: '127.example' },
    },
    { name: 'an invalid host', environment: { HOST: 'a b' } },
    { name: 'a public address without scheme', environment: { PUBLIC_URL: 'agenda.example' } },
    {
      name: 'a public address of another scheme',
      environment: { PUBLIC_URL: 'ftp://agenda.example' },
    },
    {
      name: 'a public address with a path',
      environment: { PUBLIC_URL: 'https://agenda.example/a' },
    },
    {
      name: 'a public address with a query',
      environment: { PUBLIC_URL: 'https://agenda.example/?a' },
    },
    {
      name: 'a public address with credentials',
      environment: { PUBLIC_URL: 'https://a:b@agenda.example' },
    },
    {
      name: 'a database other than PostgreSQL',
      environment: { DATABASE_URL: 'mysql://localhost/a' },
    },
    { name: 'a database without a valid address', environment: { DATABASE_URL: 'localhost' } },
    { name: 'an unknown log level', environment: { LOG_LEVEL: 'loud' } },
    { name: 'a short password', environment: { STAFF_PASSWORD: '1234567' } },
    { name: 'a very long password', environment: { STAFF_PASSWORD: 'a'.repeat(257) } },
  ])('$name', ({ environment }) => {
    expect(variablesRefused(environment as Record<string, string>)).toEqual(
      Object.keys(environment),
    );
  });

  it('everything that is wrong at once, one line for each mistake', () => {
    const environment = { PORT: 'x', CLIENT_CN: 'a', LOG_LEVEL: 'x', PUBLIC_URL: 'x' };
    expect([...variablesRefused(environment)].sort()).toEqual(Object.keys(environment).sort());
    expect(() => parseConfig(environment)).toThrow(/^[^\n]+(\n[^\n]+){3}$/);
  });

  it('an unknown sign-on method', () => {
    expect([...variablesRefused({ SSO_METHOD: 'other' })]).toEqual(['SSO_METHOD']);
  });

  it.each([
    { name: 'an issuer that is not an address', environment: { SSO_ISSUER: 'a' } },
    {
      name: 'an issuer over http on another machine',
      environment: { SSO_ISSUER: 'http://provider.example/realms/sas' },
    },
    { name: 'an issuer with a query', environment: { SSO_ISSUER: 'https://provider.example/?a' } },
    { name: 'a negative time', environment: { SSO_CONFIRM_SECONDS: '-1' } },
    { name: 'a time that is not a number', environment: { SSO_CONFIRM_SECONDS: '5 min' } },
    { name: 'more than a day', environment: { SSO_CONFIRM_SECONDS: '86401' } },
    { name: 'a short secret', environment: { SSO_COOKIE_SECRET: 'a'.repeat(31) } },
    { name: 'an empty origin', environment: { SAS_ORIGINS: 'sas,' } },
    { name: 'an origin with a forbidden character', environment: { SAS_ORIGINS: 'sas*' } },
    { name: 'a site over http', environment: { PUBLIC_URL: 'http://agenda.example' } },
  ])('$name, with which regulators cannot sign on', ({ environment }) => {
    const given = environment as Record<string, string>;
    expect(variablesRefused(given)).toEqual(Object.keys(environment));
    expect(variablesRefused({ ...given, SSO_METHOD: 'none' })).toEqual([]);
  });

  const certificate = { PLATFORM_CERT: 'c', PLATFORM_KEY: 'k', PLATFORM_CA: 'a' };
  it.each([
    { name: 'no address', environment: { PLATFORM_FHIR_URL: 'a' }, refused: 'PLATFORM_FHIR_URL' },
    {
      name: 'http on another machine',
      environment: { PLATFORM_FHIR_URL: 'http://sas.example/fhir' },
      refused: 'PLATFORM_FHIR_URL',
    },
    {
      name: 'a query',
      environment: { PLATFORM_FHIR_URL: 'https://sas.example/fhir?a', ...certificate },
      refused: 'PLATFORM_FHIR_URL',
    },
    {
      name: 'credentials',
      environment: { PLATFORM_FHIR_URL: 'https://a:b@sas.example/fhir', ...certificate },
      refused: 'PLATFORM_FHIR_URL',
    },
    {
      name: 'https without a certificate',
      environment: { PLATFORM_FHIR_URL: 'https://sas.example/fhir' },
      refused: 'PLATFORM_CERT PLATFORM_KEY PLATFORM_CA',
    },
    {
      name: 'https with an incomplete certificate',
      environment: { PLATFORM_FHIR_URL: 'https://sas.example/fhir', PLATFORM_CERT: 'c' },
      refused: 'PLATFORM_KEY PLATFORM_CA',
    },
    {
      name: 'a certificate over http, where none is asked for',
      environment: certificate,
      refused: 'PLATFORM_CERT PLATFORM_KEY PLATFORM_CA',
    },
  ])('for the platform $name', ({ environment, refused }) => {
    expect(variablesRefused(environment).join(' ')).toBe(refused);
  });

  it('a short secret next to a long one', () => {
    const environment = { SSO_COOKIE_SECRET: 'a'.repeat(32), SSO_PREVIOUS_COOKIE_SECRET: 'b' };
    expect([...variablesRefused(environment)]).toEqual(['SSO_PREVIOUS_COOKIE_SECRET']);
  });

  it('without repeating a password', () => {
    expect(() => parseConfig({ DATABASE_URL: 'mysql://a:secret@localhost' })).toThrow(
      /^(?!.*secret)/s,
    );
  });
});

describe('parseConfig accepts', () => {
  it('nothing at all', () => {
    expect(parseConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: undefined,
      tls: undefined,
      databaseUrl: undefined,
      staffPassword: undefined,
    });
  });

  it.each([
    {
      name: 'an empty variable as one that is not set',
      environment: { PORT: '' },
      config: { port: 3000 },
    },
    { name: 'port 0', environment: { PORT: '0' }, config: { port: 0 } },
    {
      name: 'another loopback address',
      environment: { HOST: '127.0.0.2' },
      config: { host: '127.0.0.2' },
    },
    { name: 'the IPv6 loopback', environment: { HOST: '::1' }, config: { host: '::1' } },
    { name: 'localhost', environment: { HOST: 'localhost' }, config: { host: 'localhost' } },
    {
      name: 'a public address, without its final slash',
      environment: { PUBLIC_URL: 'https://agenda.example/', SSO_METHOD: 'none' },
      config: { publicUrl: 'https://agenda.example' },
    },
    {
      name: 'both schemes of PostgreSQL',
      environment: { DATABASE_URL: 'postgresql://u@h/d' },
      config: { databaseUrl: 'postgresql://u@h/d' },
    },
    {
      name: 'the simulator as the platform',
      environment: {},
      config: { platform: { url: 'http://127.0.0.1:4000/fhir', files: undefined } },
    },
    {
      name: 'a platform and a certificate',
      environment: {
        PLATFORM_FHIR_URL: 'https://sas.example/fhir/',
        ...{ PLATFORM_CERT: 'c', PLATFORM_KEY: 'k', PLATFORM_CA: 'a' },
      },
      config: {
        platform: { url: 'https://sas.example/fhir', files: { cert: 'c', key: 'k', ca: 'a' } },
      },
    },
    {
      name: 'no sign-on of regulators',
      environment: { SSO_METHOD: 'none' },
      config: { signOn: undefined },
    },
    {
      name: 'the simulator, when no provider is configured',
      environment: {},
      config: {
        signOn: {
          method: 'sas',
          issuer: 'http://127.0.0.1:4000/realms/sas',
          clientId: 'agenda-demo',
          cookieSecrets: undefined,
          origins: ['sas', 'sas-preprod'],
          confirmSeconds: 300,
        },
      },
    },
    {
      name: 'another provider, several secrets and other origins',
      environment: {
        SSO_METHOD: 'psc',
        SSO_ISSUER: 'https://auth.example/realms/wallet',
        SSO_CLIENT_ID: 'agenda',
        SSO_CLIENT_SECRET: 'secret',
        SSO_COOKIE_SECRET: 'a'.repeat(32),
        SSO_PREVIOUS_COOKIE_SECRET: 'b'.repeat(32),
        SAS_ORIGINS: 'sas-rui',
        SSO_CONFIRM_SECONDS: '0',
      },
      config: {
        signOn: {
          method: 'psc',
          issuer: 'https://auth.example/realms/wallet',
          clientId: 'agenda',
          client: { method: 'client_secret_basic', clientSecret: 'secret', encoding: 'form' },
          cookieSecrets: ['a'.repeat(32), 'b'.repeat(32)],
          origins: ['sas-rui'],
          confirmSeconds: 0,
        },
      },
    },
  ])('$name', ({ environment, config }) => {
    expect(parseConfig(environment as Record<string, string>)).toMatchObject(config);
  });
});

describe('the client of the provider', () => {
  it.each([
    {
      environment: { SSO_CLIENT_AUTHENTICATION: 'client_secret_post', SSO_CLIENT_SECRET: 'secret' },
      client: { method: 'client_secret_post', clientSecret: 'secret' },
    },
    {
      environment: { SSO_CLIENT_SECRET: 'secret', SSO_CLIENT_SECRET_ENCODING: 'none' },
      client: { method: 'client_secret_basic', clientSecret: 'secret', encoding: 'none' },
    },
    {
      environment: {
        SSO_METHOD: 'psc',
        SSO_CLIENT_AUTHENTICATION: 'private_key_jwt',
        SSO_CLIENT_KEY: '/key.pem',
        SSO_CLIENT_KEY_ALGORITHM: 'PS256',
        SSO_CLIENT_KEY_ID: 'key-1',
      },
      client: {
        method: 'private_key_jwt',
        keyFile: '/key.pem',
        algorithm: 'PS256',
        keyId: 'key-1',
      },
    },
    {
      environment: {
        SSO_METHOD: 'psc',
        SSO_CLIENT_AUTHENTICATION: 'tls_client_auth',
        SSO_CLIENT_CERT: '/cert.pem',
        SSO_CLIENT_KEY: '/key.pem',
      },
      client: { method: 'tls_client_auth', certFile: '/cert.pem', keyFile: '/key.pem' },
    },
  ])('authenticates by $client.method', ({ environment, client }) => {
    const { signOn } = parseConfig(environment as unknown as Record<string, string>);
    expect(signOn?.client).toEqual(client);
  });

  it.each([
    {
      environment: { SSO_CLIENT_AUTHENTICATION: 'basic' },
      refused: ['SSO_CLIENT_AUTHENTICATION'],
    },
    {
      environment: { SSO_CLIENT_AUTHENTICATION: 'private_key_jwt' },
      refused: ['SSO_CLIENT_KEY'],
    },
    {
      environment: { SSO_CLIENT_AUTHENTICATION: 'tls_client_auth' },
      refused: ['SSO_CLIENT_CERT', 'SSO_CLIENT_KEY'],
    },
    {
      environment: { SSO_CLIENT_SECRET_ENCODING: 'base64' },
      refused: ['SSO_CLIENT_SECRET_ENCODING'],
    },
    { environment: { SSO_ENVIRONMENT: 'sandbox' }, refused: ['SSO_ENVIRONMENT'] },
    { environment: { SSO_ENVIRONMENT: 'production' }, refused: ['SSO_ISSUER'] },
    {
      environment: { PUBLIC_URL: 'https://agenda.example' },
      refused: ['SSO_ISSUER', 'SSO_CLIENT_ID', 'SSO_CLIENT_SECRET'],
    },
    {
      environment: { PUBLIC_URL: 'https://agenda.example', SSO_ENVIRONMENT: 'preproduction' },
      refused: ['SSO_CLIENT_ID', 'SSO_CLIENT_SECRET'],
    },
    { environment: { PUBLIC_URL: 'https://agenda.example', SSO_METHOD: 'none' }, refused: [] },
    { environment: { PUBLIC_URL: 'http://localhost:3000' }, refused: [] },
  ])('$environment: $refused', ({ environment, refused }) => {
    expect(variablesRefused(environment as unknown as Record<string, string>)).toEqual(refused);
  });

  it('takes issuer and origins from the environment', () => {
    expect(parseConfig({ SSO_ENVIRONMENT: 'preproduction' }).signOn).toMatchObject({
      issuer: 'https://seconnecter.preproduction.santefr.esante.gouv.fr/realms/sas',
      origins: ['sas-preprod'],
    });
    expect(parseConfig({ SSO_METHOD: 'psc', SSO_ENVIRONMENT: 'sandbox' }).signOn).toMatchObject({
      issuer: 'https://auth.bas.psc.esante.gouv.fr/auth/realms/esante-wallet',
      origins: ['sas', 'sas-preprod'],
    });
  });
});
