import type { KoaContextWithOIDC } from 'oidc-provider';
import { realmPaths, usualDiscoveryPath } from '../realm/realm-layout.js';
import type { SignClaims } from './create-signing-key.js';
import type { ForgedToken, RealmFaults } from './realm-faults.js';

/** Falsifies an answer of oidc-provider as the faults require. */
export async function falsifyBody(
  context: KoaContextWithOIDC,
  { faults, sign }: { readonly faults: RealmFaults; readonly sign: SignClaims },
): Promise<void> {
  const { body, path } = context;
  if (path === realmPaths.userinfo && faults.userinfo === 'other-subject') {
    const claims = { sub: 'somebody-else' };
    if (typeof body === 'string') context.body = await forge(body, { claims }, sign);
    else Object.assign(body as object, claims);
    return;
  }
  if (typeof body !== 'object' || body === null) return;
  if (path === usualDiscoveryPath && faults.discovery === 'other-issuer' && 'issuer' in body) {
    body.issuer = `${body.issuer}-other`;
  }
  if (path === realmPaths.token && faults.idToken && 'id_token' in body) {
    body.id_token = await forge(body.id_token as string, faults.idToken, sign);
  }
}

/** Forges a token from an honest one. */
async function forge(
  token: string,
  { claims = {}, shift = 0, signature }: ForgedToken,
  sign: SignClaims,
): Promise<string> {
  const { decodeJwt } = await import('jose');
  const honest = decodeJwt(token);
  const times = (['iat', 'exp'] as const).flatMap((name) => {
    const time = honest[name];
    return time === undefined ? [] : [[name, time + shift] as const];
  });
  return sign({ ...honest, ...Object.fromEntries(times), ...claims }, { signature });
}
