import type { Clock } from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import { z } from 'zod';
import { createRefusal } from '../refuse.js';
import { type ProviderFetch, pauseMilliseconds } from './provider-fetch.js';

/** The metadata of a provider, as far as it is used here; the rest is kept as received. */
export interface ProviderMetadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
  readonly userinfo_endpoint?: string | undefined;
  readonly end_session_endpoint?: string | undefined;
  /** Endpoints for clients that present a certificate (RFC 8705). */
  readonly mtls_endpoint_aliases?:
    | {
        readonly token_endpoint?: string | undefined;
        readonly userinfo_endpoint?: string | undefined;
      }
    | undefined;
}

const freshMilliseconds = 3_600_000;

/**
 * Creates a reader of a discovery document: fetched at the first use, once for all waiting callers,
 * and again in the background when it is an hour old. After a failure the provider is left alone
 * for two seconds; the next caller after that fetches it again.
 *
 * @throws SasError `SAS_SIGN_ON_PROVIDER_UNREACHABLE`, `SAS_SIGN_ON_PROVIDER_MISCONFIGURED`, when
 *   it is called.
 */
export function createDiscovery({
  issuer,
  discoveryUrl,
  fetch,
  clock,
}: {
  readonly issuer: string;
  readonly discoveryUrl: string;
  readonly fetch: ProviderFetch;
  readonly clock: Clock;
}): () => Promise<ProviderMetadata> {
  let cached: { readonly metadata: ProviderMetadata; readonly readAt: number } | undefined;
  let failed: { readonly error: unknown; readonly at: number } | undefined;
  let pending: Promise<ProviderMetadata> | undefined;

  async function read(): Promise<ProviderMetadata> {
    try {
      const response = await fetch(discoveryUrl, { headers: { accept: 'application/json' } });
      const metadata = await parse(response, issuer);
      cached = { metadata, readAt: clock.now() };
      failed = undefined;
      return metadata;
    } catch (error) {
      failed = { error, at: clock.now() };
      throw error;
    } finally {
      pending = undefined;
    }
  }

  /** Whether the last failure is too recent to ask again. */
  function isPausing(): boolean {
    return failed !== undefined && Math.abs(clock.now() - failed.at) < pauseMilliseconds;
  }

  return async () => {
    const isFresh = cached && Math.abs(clock.now() - cached.readAt) < freshMilliseconds;
    if (cached && isFresh) return cached.metadata;
    if (isPausing() && !cached) throw failed?.error;
    if (!pending && !isPausing()) pending = read();
    if (!cached) return pending as Promise<ProviderMetadata>;
    pending?.catch(() => {});
    return cached.metadata;
  };
}

async function parse(response: Response, issuer: string): Promise<ProviderMetadata> {
  const text = await response.text();
  if (response.status !== 200) {
    throw createRefusal('SAS_SIGN_ON_PROVIDER_UNREACHABLE', `discovery: status ${response.status}`);
  }
  const { success, data, error } = schemaOf(issuer).safeParse(tryParse(() => JSON.parse(text)));
  if (success) return data;
  const names = [...new Set(error.issues.map(({ path }) => path.join('.') || 'document'))];
  throw createRefusal('SAS_SIGN_ON_PROVIDER_MISCONFIGURED', `discovery: ${names.join(', ')}`);
}

function schemaOf(issuer: string) {
  const endpoint = z.string().refine((url) => isEndpoint(url, issuer));
  return z.looseObject({
    issuer: z.literal(issuer),
    authorization_endpoint: endpoint,
    token_endpoint: endpoint,
    jwks_uri: endpoint,
    userinfo_endpoint: endpoint.optional(),
    end_session_endpoint: endpoint.optional(),
    mtls_endpoint_aliases: z
      .looseObject({ token_endpoint: endpoint.optional(), userinfo_endpoint: endpoint.optional() })
      .optional(),
  });
}

/** An endpoint must use https; http is allowed only if the issuer uses it too, on this machine. */
function isEndpoint(url: string, issuer: string): boolean {
  const protocol = tryParse(() => new URL(url))?.protocol;
  return protocol === 'https:' || (protocol === 'http:' && issuer.startsWith('http:'));
}
