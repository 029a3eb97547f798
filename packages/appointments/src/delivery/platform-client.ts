import type { Appointment } from 'fhir/r4.js';

/** The platform's answer to a request. */
export interface PlatformAnswer {
  /** HTTP status. */
  readonly status: number;
  readonly headers: Headers;
  /** The whole body. */
  readonly text: string;
}

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
    const answer = { status: response.status, headers: response.headers };
    return { resourceType: 'Appointment', ...answer, text: await response.text() };
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
