import { isSasError } from '@sas-sos/core';
import { readBody } from '@sas-sos/fhir-http';
import type { Appointment } from 'fhir/r4.js';

/** The platform's answer to a request. */
export interface PlatformAnswer {
  /** HTTP status. */
  readonly status: number;
  readonly headers: Headers;
  /** The whole body; `undefined` if it is too large, and was not read any further. */
  readonly text: string | undefined;
}

/** Maximum bytes of an answer, decompressed: an OperationOutcome has a few thousand. */
const longestAnswer = 1_048_576;

/** Sends an appointment, and resolves with the answer, of any status. */
export type PlatformClient = (
  interaction: 'create' | 'update',
  appointment: Appointment,
  signal: AbortSignal,
) => Promise<PlatformAnswer>;

/**
 * Loads fhir-kit-client, but sends its requests with `fetch`. The client writes the interactions:
 * address, query, media types. By itself it would use the global fetch, and its errors would
 * contain what it sent.
 */
export async function loadPlatformClient({
  platformUrl,
  fetch,
}: {
  readonly platformUrl: string;
  readonly fetch: typeof globalThis.fetch;
}): Promise<PlatformClient> {
  // It has no CommonJS build.
  const { Client } = await import('fhir-kit-client');
  const client = new Client({ baseUrl: platformUrl });
  const { httpClient } = client;

  httpClient.request = async (method, path, { headers, signal } = {}, body) => {
    const response = await fetch(httpClient.expandUrl(path), {
      method,
      headers: { accept: 'application/fhir+json', ...headers },
      body: JSON.stringify(body),
      // A redirection could send a report anywhere, and turns a POST into a GET.
      redirect: 'manual',
      signal: signal as AbortSignal,
    });
    const { status, headers: answered } = response;
    const text = await readText(response, signal as AbortSignal);
    return { resourceType: 'Appointment', status, headers: answered, text };
  };

  return async (interaction, appointment, signal) => {
    const resource = {
      resourceType: 'Appointment',
      body: { ...appointment },
      options: { signal },
    } as const;
    const [{ system, value } = {}] = appointment.identifier ?? [];
    const answer: unknown = await (interaction === 'create'
      ? client.create(resource)
      : client.update({ ...resource, searchParams: { identifier: `${system}|${value}` } }));
    return answer as PlatformAnswer;
  };
}

async function readText(response: Response, signal: AbortSignal): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await readBody(response, { limit: longestAnswer, signal }));
  } catch (error) {
    // Status and headers still say what the platform decided.
    if (isSasError(error) && error.code === 'SAS_ANSWER_TOO_LARGE') return undefined;
    throw error;
  }
}
