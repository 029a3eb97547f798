import type { VendorAnswer } from '@sas-sos/conformance';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import type { Client, FhirResponse } from 'fhir-kit-client';
import type { VendorRequest } from './vendor-request.js';

type GivenAnswer = Pick<VendorAnswer, 'status' | 'headers' | 'data'>;

/**
 * Makes what sends requests through fhir-kit-client. Whatever the status is, an answer is given;
 * what is thrown is a fault of the network, or a body that no FHIR client can take.
 */
export function createRequestSender({
  baseUrl,
  dispatcher,
}: {
  readonly baseUrl: string;
  readonly dispatcher: MutualTlsDispatcher | undefined;
}): (request: VendorRequest, signal: AbortSignal) => Promise<GivenAnswer> {
  // It has no CommonJS build; loaded with the first call and kept.
  let loading: ReturnType<typeof load> | undefined;
  async function load() {
    const { Client } = await import('fhir-kit-client');
    // A redirection could lead the platform's certificate anywhere.
    const requestOptions = { redirect: 'manual', ...(dispatcher ? { dispatcher } : {}) };
    return { Client, client: new Client({ baseUrl, requestOptions }) };
  }

  return async (request, signal) => {
    loading ??= load();
    const { Client, client } = await loading;
    try {
      const data = await send(client, request, signal);
      const { response } = Client.httpFor(data);
      if (!response) throw new Error('fhir-kit-client gave no response.');
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

/** What fhir-kit-client throws of an answer; there is none of this after a fault of the network. */
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
