import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Appointment } from 'fhir/r4.js';

/** How the platform treats one request. */
export type Fault =
  /** Takes it, and says so. */
  | 'none'
  /** Cuts the connection, before or after it acted. */
  | 'cut-before'
  | 'cut-after'
  /** Acts, and never answers. */
  | 'silent-after'
  /** Acts, and says something else. */
  | {
      readonly status: number;
      readonly acts?: boolean;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    };

/** One request that came in. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly body: Appointment;
}

/** A platform that keeps appointments, and misbehaves when told. */
export interface PlatformDouble extends AsyncDisposable {
  readonly url: string;
  /** Everything that came in, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** What was acted upon, by the id of the appointment: the state after each, in order. */
  readonly states: ReadonlyMap<string, readonly Appointment[]>;
  /** Number of resources that exist for each id. */
  readonly resources: ReadonlyMap<string, number>;
}

/** Starts the double on a free port of the loopback. */
export async function startPlatformDouble(
  chooseFault: (request: ReceivedRequest, count: number) => Fault = () => 'none',
): Promise<PlatformDouble> {
  const requests: ReceivedRequest[] = [];
  const states = new Map<string, Appointment[]>();
  const resources = new Map<string, number>();

  function act({ method, body }: ReceivedRequest): 200 | 201 {
    const id = body.identifier?.[0]?.value ?? '';
    const isNew = !resources.has(id);
    // Each POST makes a resource of its own, as a server would.
    if (isNew || method === 'POST') resources.set(id, (resources.get(id) ?? 0) + 1);
    states.set(id, [...(states.get(id) ?? []), body]);
    return isNew ? 201 : 200;
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
    const { method = '', url = '' } = incoming;
    const request = { method, url, body: JSON.parse(text) as Appointment };
    requests.push(request);
    const fault = chooseFault(request, requests.length);
    if (fault === 'cut-before') return void incoming.socket.destroy();
    const isForeign = typeof fault === 'object';
    const status = isForeign && fault.acts !== true ? fault.status : act(request);
    if (fault === 'cut-after') return void incoming.socket.destroy();
    if (fault === 'silent-after') return;
    response.statusCode = isForeign ? fault.status : status;
    for (const [name, value] of Object.entries(isForeign ? (fault.headers ?? {}) : {})) {
      response.setHeader(name, value);
    }
    response.setHeader('content-type', 'application/fhir+json');
    if (!isForeign) response.setHeader('location', `${url}/1/_history/1`);
    response.end(isForeign ? (fault.body ?? '') : text);
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    ...{ requests, states, resources },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
