import type { VendorAnswer } from '@sas-sos/conformance';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import type { Client, FhirResponse } from 'fhir-kit-client';
import type { VendorRequest } from './vendor-request.js';

type GivenAnswer = Pick<VendorAnswer, 'status' | 'headers' | 'data'>;

/**
 * Creates a function that sends requests through fhir-kit-client. It returns an answer of any
 * status; it throws for a network fault, or for a body that no FHIR client can read.
 */
export function createRequestSender({
  baseUrl,
  dispatcher,
}: {
  readonly baseUrl: string;
  readonly dispatcher: MutualTlsDispatcher | undefined;
}): (request: VendorRequest, signal: AbortSignal) => Promise<GivenAnswer> {
  // It has no CommonJS build; loaded at the first call and cached.
  let loading: ReturnType<typeof load> | undefined;
  async function load() {
    const { Client } = await import('fhir-kit-client');
    // A redirect could send the platform's certificate anywhere.
    const requestOptions = { redirect: 'manual', ...(dispatcher ? { dispatcher } : {}) };
    return { Client, client: new Client({ baseUrl, requestOptions }) };
  }

  return async (request, signal) => {
    loading ??= load();
    const { Client, client } = await loading;
    try {
      const data = await send(client, request, signal);
      const { response } = Client.httpFor(data);
      if (!response) throw new Error('fhir-kit-client returned no response.');
      return { status: response.status, headers: response.headers, data };
    } catch (error) {
      const refused = toRefusedAnswer(error);
      if (!refused) throw error;
      return refused;
    }
  };
}

function send(client: Client, request: VendorRequest, signal: AbortSignal): Promise<FhirResponse> {
  const { method, resourceType, parameters: searchParams, headers, body } = request;
  const options = { headers, signal };
  if (method === 'GET') return client.search({ resourceType, searchParams, options });
  const resource = { resourceType, body: { resourceType, ...body }, options };
  return method === 'POST' ? client.create(resource) : client.update({ ...resource, searchParams });
}

/** The error of fhir-kit-client for an answer; a network fault has none of these members. */
function toRefusedAnswer(error: unknown): GivenAnswer | undefined {
  const { response, config } = (error ?? {}) as {
    readonly response?: { readonly status?: unknown; readonly data?: unknown };
    readonly config?: { readonly headers?: Headers };
  };
  if (typeof response?.status !== 'number') return undefined;
  return {
    status: response.status,
    headers: config?.headers ?? new Headers(),
    data: response.data,
  };
}

const sentences: readonly (readonly [codes: RegExp, sentence: string])[] = [
  [
    /^ECONNREFUSED$/,
    'Personne ne répond à cette adresse : le logiciel n’est pas démarré, ou il écoute ailleurs.',
  ],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'Le nom de cette machine n’est pas connu.'],
  [/^(?:ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL)$/, 'Cette machine ne peut pas être jointe.'],
  [
    /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/,
    'Le logiciel a coupé la connexion avant la fin de la réponse.',
  ],
  [/^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'La connexion ne s’établit pas.'],
  [/^HPE_/, 'La réponse n’est pas du HTTP bien formé.'],
  [
    /^(?:ERR_SSL_|ERR_TLS_|EPROTO$|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_|INVALID_|PATH_LENGTH_)/,
    'La connexion sécurisée (TLS) n’a pas pu être établie : vérifiez les certificats des deux côtés.',
  ],
];

/** Explains in French why there is no answer, with the code of the fault if there is one. */
export function toFailureSentence(error: unknown): string {
  const code = findCode(error);
  if (code !== undefined) {
    const sentence = sentences.find(([codes]) => codes.test(code))?.[1];
    return `${sentence ?? 'L’appel n’a pas abouti.'} (${code})`;
  }
  // fhir-kit-client cannot handle a body such as `null` or `12`.
  const isNoObject = error instanceof TypeError && error.cause === undefined;
  return isNoObject ? 'La réponse n’est pas un objet JSON.' : 'L’appel n’a pas abouti.';
}

/** The code of an error, or of its cause; contains no data. */
function findCode(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const { code } = current as { code?: unknown };
    if (typeof code === 'string' && /^[A-Z0-9_]+$/.test(code)) return code;
    // One fault per address that was tried.
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return undefined;
}
