import type { SignOnMethod } from '../methods/sign-on-method.js';
import { changesWhenEncoded } from './client-secret-basic.js';
import type { ProviderMetadata } from './provider-metadata.js';

/** What to check when the token endpoint does not accept the client, for the log. */
export function toClientReason(
  { clientId, clientAuthentication: chosen }: SignOnMethod,
  metadata: ProviderMetadata,
): string {
  return `check the client identifier and ${toProof(clientId, chosen)}${toAnnounced(chosen.method, metadata)}`;
}

function toProof(clientId: string, chosen: SignOnMethod['clientAuthentication']): string {
  switch (chosen.method) {
    case 'client_secret_basic': {
      const isEncoded =
        chosen.encoding !== 'none' && [clientId, chosen.clientSecret].some(changesWhenEncoded);
      return isEncoded
        ? 'the secret; one of them has characters that are form-encoded (RFC 6749, appendix B): if the provider decodes nothing, set encoding to none, or use client_secret_post'
        : 'the secret';
    }
    case 'client_secret_post':
      return 'the secret';
    case 'private_key_jwt':
      return "the key, its algorithm and kid, as registered, and this machine's clock";
    case 'tls_client_auth':
      return 'that the given fetch presents the registered certificate';
  }
}

/** Names the methods that the provider announces, if the chosen one is not among them. */
function toAnnounced(method: string, metadata: ProviderMetadata): string {
  const announced = metadata['token_endpoint_auth_methods_supported'];
  if (!Array.isArray(announced) || announced.includes(method)) return '';
  return `; the method is ${method}, but the provider announces ${toNames(announced)}`;
}

/**
 * Describes how an ID token is signed, compared with the metadata; `undefined` if the algorithm is
 * not what is wrong.
 */
export function toAlgorithmReason(
  details: unknown,
): { readonly reason: string; readonly mayBeOutdated: boolean } | undefined {
  if (typeof details !== 'object' || details === null || !('header' in details)) return undefined;
  const { alg } = (details.header ?? {}) as { readonly alg?: unknown };
  if (alg === 'none') return { reason: 'ID token: not signed (alg none)', mayBeOutdated: false };
  const expected = 'expected' in details ? [details.expected].flat() : [];
  return {
    reason: `ID token: signed with ${toNames([alg])}, but the provider announces ${toNames(expected)}`,
    mayBeOutdated: true,
  };
}

/** Names that came from the provider, without anything else that it may have put there. */
export function toNames(names: readonly unknown[]): string {
  const safe = names.map((name) =>
    typeof name === 'string' && /^[A-Za-z][\w-]{0,39}$/.test(name) ? name : 'unnamed',
  );
  return safe.slice(0, 10).join(', ') || 'nothing';
}
