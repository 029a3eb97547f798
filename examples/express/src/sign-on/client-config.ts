import { type ConfigMistake, createConfigMistake, type Variables } from '../config-mistake.js';

/** How the vendor authenticates to the provider; keys and certificates are PEM files. */
export type ClientConfig =
  | {
      readonly method: 'client_secret_basic';
      readonly clientSecret: string;
      readonly encoding: 'form' | 'none';
    }
  | { readonly method: 'client_secret_post'; readonly clientSecret: string }
  | {
      readonly method: 'private_key_jwt';
      readonly keyFile: string;
      readonly algorithm: string;
      readonly keyId: string | undefined;
    }
  | { readonly method: 'tls_client_auth'; readonly certFile: string; readonly keyFile: string };

const methods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
] as const;

/** Reads how the vendor authenticates to the provider. */
export function readClientConfig(
  given: Variables,
  defaultSecret: string,
): { readonly client: ClientConfig; readonly mistakes: readonly ConfigMistake[] } {
  const { SSO_CLIENT_SECRET: clientSecret = defaultSecret } = given;
  const { SSO_CLIENT_AUTHENTICATION: chosen = 'client_secret_basic' } = given;
  const basic = { method: 'client_secret_basic', clientSecret, encoding: 'form' } as const;
  const method = methods.find((name) => name === chosen);
  const needs = (...variables: readonly string[]) =>
    variables
      .filter((variable) => given[variable] === undefined)
      .map((variable) =>
        createConfigMistake(variable, `must be given with ${method}: a PEM file.`),
      );
  const { SSO_CLIENT_KEY: keyFile = '', SSO_CLIENT_CERT: certFile = '' } = given;
  switch (method) {
    case undefined: {
      const rule = `must be one of ${methods.join(', ')}.`;
      return { client: basic, mistakes: [createConfigMistake('SSO_CLIENT_AUTHENTICATION', rule)] };
    }
    case 'client_secret_basic':
      return readBasic(given, basic);
    case 'client_secret_post':
      return { client: { method, clientSecret }, mistakes: [] };
    case 'private_key_jwt': {
      const { SSO_CLIENT_KEY_ALGORITHM: algorithm = 'RS256', SSO_CLIENT_KEY_ID: keyId } = given;
      return { client: { method, keyFile, algorithm, keyId }, mistakes: needs('SSO_CLIENT_KEY') };
    }
    case 'tls_client_auth':
      return {
        client: { method, certFile, keyFile },
        mistakes: needs('SSO_CLIENT_CERT', 'SSO_CLIENT_KEY'),
      };
  }
}

function readBasic(
  { SSO_CLIENT_SECRET_ENCODING: encoding = 'form' }: Variables,
  basic: Extract<ClientConfig, { readonly method: 'client_secret_basic' }>,
) {
  if (encoding === 'form' || encoding === 'none') {
    return { client: { ...basic, encoding } as const, mistakes: [] };
  }
  const mistake = createConfigMistake('SSO_CLIENT_SECRET_ENCODING', 'must be form or none.');
  return { client: basic, mistakes: [mistake] };
}
