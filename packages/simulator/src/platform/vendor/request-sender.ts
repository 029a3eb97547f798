import { isUtf8, transcode } from 'node:buffer';
import type { VendorAnswer } from '@sas-sos/conformance';
import { findFailureText } from '@sas-sos/conformance';
import { isSasError } from '@sas-sos/core';
import { readBody } from '@sas-sos/fhir-http';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import type { Client, FhirResource } from 'fhir-kit-client';
import type { RawRequest } from './raw-request.js';
import type { VendorRequest } from './vendor-request.js';

/** An answer, and its body as it was sent. */
type GivenAnswer = Pick<VendorAnswer, 'status' | 'headers' | 'data'> & {
  readonly text: string;
  /** Bytes of the body, decompressed. */
  readonly bytes: number;
};

/** Maximum bytes of an answer, decompressed: 40,000 slots of some 1,000 bytes are 40 MB. */
const longestAnswer = 67_108_864;

/**
 * Creates a function that sends requests as fhir-kit-client writes them. It returns an answer of
 * any status; it throws for a network fault, for an answer that is too large, or for a body that no
 * FHIR client can read.
 */
export function createRequestSender({
  baseUrl,
  dispatcher,
}: {
  readonly baseUrl: string;
  readonly dispatcher: MutualTlsDispatcher | undefined;
}): (request: VendorRequest | RawRequest, signal: AbortSignal) => Promise<GivenAnswer> {
  // It has no CommonJS build; loaded at the first call and cached.
  let loading: Promise<Client> | undefined;
  async function load() {
    const { Client } = await import('fhir-kit-client');
    const client = new Client({ baseUrl });
    const { httpClient } = client;
    // Its own reads an answer to the end, however long it is.
    httpClient.request = async (method, path, { headers, signal } = {}, body) => {
      const given = await ask(httpClient.expandUrl(path), {
        method,
        headers: { accept: 'application/fhir+json', ...headers },
        body: JSON.stringify(body),
        signal: signal as AbortSignal,
      });
      return { resourceType: 'Bundle', given };
    };
    return client;
  }

  async function ask(
    url: string,
    init: RequestInit & { readonly signal: AbortSignal },
  ): Promise<GivenAnswer> {
    const response = await globalThis.fetch(url, {
      ...init,
      // A redirect could send the platform's certificate anywhere.
      redirect: 'manual',
      ...(dispatcher ? { dispatcher } : {}),
    } as unknown as RequestInit);
    return readAnswer(response, init.signal);
  }

  return async (request, signal) => {
    if ('url' in request) {
      const { url, method, headers, body } = request;
      return ask(url, { method, headers, body, signal });
    }
    loading ??= load();
    const { given } = (await send(await loading, request, signal)) as unknown as {
      readonly given: GivenAnswer;
    };
    return given;
  };
}

function send(client: Client, request: VendorRequest, signal: AbortSignal): Promise<FhirResource> {
  const { method, resourceType, parameters: searchParams, headers, body } = request;
  const options = { headers, signal };
  if (method === 'GET') return client.search({ resourceType, searchParams, options });
  const resource = { resourceType, body: { resourceType, ...body }, options };
  return method === 'POST' ? client.create(resource) : client.update({ ...resource, searchParams });
}

async function readAnswer(response: Response, signal: AbortSignal): Promise<GivenAnswer> {
  const { status, ok, headers } = response;
  const body = await readBody(response, { limit: longestAnswer, signal });
  const text = decode(body);
  const data = parse(text);
  // Text that is not JSON is shown; JSON that is no object breaks clients.
  if (ok && data !== text && (typeof data !== 'object' || data === null)) {
    throw new TypeError('The answer is no JSON object.');
  }
  return { status, headers, data, text, bytes: body.byteLength };
}

/**
 * Decodes UTF-8 as `TextDecoder` does, without its mark of the byte order. On Node 20 and 22, that
 * class takes thirty times longer over an answer of thousands of slots, longer than parsing it.
 */
function decode(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) return new TextDecoder().decode(bytes);
  const text = transcode(bytes, 'utf8', 'utf16le').toString('utf16le');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Parses a body; `{}` if it is empty, the text itself if it is not JSON. */
function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// What this client says otherwise than the kit's.
const ownSentences: readonly (readonly [codes: RegExp, sentence: string])[] = [
  [/^SAS_ANSWER_TOO_LARGE$/, 'La réponse dépasse 64 Mio : le simulateur n’en lit pas davantage.'],
  [
    /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL)$/,
    'L’adresse commence par https, et le logiciel répond en http.',
  ],
  [
    /^(?:ERR_SSL_|ERR_TLS_|EPROTO$|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_|INVALID_|PATH_LENGTH_)/,
    'La connexion sécurisée (TLS) n’a pas pu être établie : vérifiez les certificats des deux côtés.',
  ],
];

/** Explains in French why there is no answer, with the code of the fault if there is one. */
export function toFailureSentence(error: unknown): string {
  const code = toFailureCode(error);
  if (code !== undefined) {
    const own = ownSentences.find(([codes]) => codes.test(code))?.[1];
    const sentence = own ?? findFailureText(code)?.fr;
    return `${sentence ?? 'L’appel n’a pas abouti.'} (${code})`;
  }
  // fhir-kit-client cannot handle a body such as `null` or `12`.
  const isNoObject = error instanceof TypeError && error.cause === undefined;
  return isNoObject ? 'La réponse n’est pas un objet JSON.' : 'L’appel n’a pas abouti.';
}

/** Finds the code of an error, or of its cause; contains no data. */
export function toFailureCode(error: unknown): string | undefined {
  let current = error;
  let ofOurs: string | undefined;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const { code } = current as { code?: unknown };
    // That of the network says more than ours about it.
    if (isSasError(current)) ofOurs ??= current.code;
    else if (typeof code === 'string' && /^[A-Z0-9_]+$/.test(code)) return code;
    // One fault per address that was tried.
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return ofOurs;
}
