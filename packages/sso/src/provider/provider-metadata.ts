import { tryParse } from '@sas-sos/fhir-http';
import { z } from 'zod';
import { createRefusal } from '../refuse.js';
import { refuseStatus } from './refuse-status.js';

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
  readonly [member: string]: unknown;
}

/**
 * Parses the answer of the discovery endpoint.
 *
 * @throws SasError `SAS_SIGN_ON_PROVIDER_UNREACHABLE`, `SAS_SIGN_ON_PROVIDER_MISCONFIGURED`
 */
export async function parseProviderMetadata(
  response: Response,
  issuer: string,
): Promise<ProviderMetadata> {
  const text = await response.text();
  if (response.status !== 200) throw refuseStatus('discovery', response.status);
  const document: unknown = tryParse(() => JSON.parse(text));
  const { success, data, error } = schemaOf(issuer).safeParse(document);
  if (success) return data;
  throw createRefusal(
    'SAS_SIGN_ON_PROVIDER_MISCONFIGURED',
    toIssuerReason(document, issuer) ??
      `discovery: ${[...new Set(error.issues.map(({ path }) => path.join('.') || 'document'))].join(', ')}`,
  );
}

/** Both issuers, if the document names another one than the settings. */
function toIssuerReason(document: unknown, configured: string): string | undefined {
  const { issuer: announced } = (document ?? {}) as { readonly issuer?: unknown };
  if (typeof announced !== 'string' || announced === configured) return undefined;
  // No query, no name and password: only what an issuer identifier has.
  const isAddress = /^https?:\/\/[\w.:[\]/~%-]{1,200}$/.test(announced);
  return `discovery: the issuer is configured as ${configured} but announced as ${isAddress ? announced : 'something else than an address'}; set it exactly as announced`;
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
