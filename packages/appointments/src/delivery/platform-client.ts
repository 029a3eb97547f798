import type { Appointment } from 'fhir/r4.js';

/** What the platform answered to one request. */
export interface PlatformAnswer {
  /** HTTP status. */
  readonly status: number;
  readonly headers: Headers;
  /** The whole body. */
  readonly text: string;
}

/** Sends one appointment, and resolves with the answer, whatever its status. */
export type PlatformClient = (
  interaction: 'create' | 'update',
  appointment: Appointment,
  signal: AbortSignal,
) => Promise<PlatformAnswer>;

/**
 * Loads fhir-kit-client, and has its requests sent by `fetch`. It writes each interaction: address,
 * query, media types. It would send it by the global fetch, and put what it sent into its errors.
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
      // A redirection could lead a report anywhere, and turns a POST into a GET.
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
