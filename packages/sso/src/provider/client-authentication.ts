import { importJWK, importPKCS8, type JWK } from 'jose';
import { type ClientAuth, ClientSecretPost, PrivateKeyJwt, TlsClientAuth } from 'openid-client';
import type { ClientAuthentication } from '../methods/sign-on-method.js';
import { createRefusal } from '../refuse.js';
import { clientSecretBasic } from './client-secret-basic.js';

/**
 * Converts the vendor's choice to what openid-client applies to a request; a private key is read
 * once.
 *
 * @throws SasError `SAS_SIGN_ON_PROVIDER_MISCONFIGURED`, when it is called, if the key is invalid.
 */
export function createClientAuthentication(
  chosen: ClientAuthentication,
): () => Promise<ClientAuth> {
  let made: Promise<ClientAuth> | undefined;
  return () => {
    made ??= make(chosen);
    return made;
  };
}

async function make(chosen: ClientAuthentication): Promise<ClientAuth> {
  switch (chosen.method) {
    case 'client_secret_basic':
      return clientSecretBasic(chosen.clientSecret, chosen.encoding ?? 'form');
    case 'client_secret_post':
      return ClientSecretPost(chosen.clientSecret);
    case 'tls_client_auth':
      return TlsClientAuth();
    case 'private_key_jwt': {
      const key = await readPrivateKey(chosen);
      return PrivateKeyJwt(chosen.keyId === undefined ? key : { key, kid: chosen.keyId });
    }
  }
}

async function readPrivateKey({
  privateKey,
  algorithm,
}: Extract<ClientAuthentication, { method: 'private_key_jwt' }>) {
  try {
    const key =
      typeof privateKey === 'string'
        ? await importPKCS8(privateKey, algorithm)
        : await importJWK(privateKey as JWK, algorithm);
    if (key instanceof Uint8Array || key.type !== 'private' || !key.usages.includes('sign')) {
      throw new TypeError('It is not a private key that can sign.');
    }
    return key;
  } catch {
    throw createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', 'private key');
  }
}
