// @ts-check
// JavaScript, so that the chaos run can use the same double without building the tests.
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { createGzip } from 'node:zlib';

/** @typedef {import('fhir/r4.js').Appointment} Appointment */

/**
 * How the platform treats one request:
 * - `none`: accepts and answers it;
 * - `cut-before`, `cut-within`, `cut-after`: cuts the connection before acting, or after acting: in
 *   the middle of the answer, or before the answer;
 * - `silent-before`, `silent-after`: never answers; has not acted, or has;
 * - `lateMilliseconds`: acts after half of that time, if the connection is still open, and answers
 *   at its end;
 * - `status`: answers with this status, and acts if `acts` is set; with `endless`, the body never
 *   ends, or is small and decompresses to 256 MiB.
 *
 * @typedef {'none' | 'cut-before' | 'cut-within' | 'cut-after' | 'silent-before' | 'silent-after'
 *   | { readonly lateMilliseconds: number }
 *   | {
 *       readonly status: number,
 *       readonly acts?: boolean,
 *       readonly headers?: Record<string, string>,
 *       readonly body?: string,
 *       readonly endless?: 'body' | 'gzip',
 *     }} Fault
 */

/**
 * A received request, and whether it was acted upon.
 *
 * @typedef {{
 *   readonly method: string,
 *   readonly url: string,
 *   readonly body: Appointment,
 *   isActedUpon: boolean,
 * }} ReceivedRequest
 */

/**
 * A platform that stores appointments and fails on demand. `requests`: everything received, in
 * order; `states`: the state after each applied request, by the id of the appointment; `resources`:
 * how many resources exist for each id.
 *
 * @typedef {AsyncDisposable & {
 *   readonly url: string,
 *   readonly requests: readonly ReceivedRequest[],
 *   readonly states: ReadonlyMap<string, readonly Appointment[]>,
 *   readonly resources: ReadonlyMap<string, number>,
 * }} PlatformDouble
 */

/**
 * Starts the double on a free port of the loopback.
 *
 * @param {(request: ReceivedRequest, count: number) => Fault} [chooseFault]
 * @returns {Promise<PlatformDouble>}
 */
export async function startPlatformDouble(chooseFault = () => 'none') {
  /** @type {ReceivedRequest[]} */
  const requests = [];
  /** @type {Map<string, Appointment[]>} */
  const states = new Map();
  /** @type {Map<string, number>} */
  const resources = new Map();

  /** @param {ReceivedRequest} request */
  function act(request) {
    const { method, body } = request;
    const id = body.identifier?.[0]?.value ?? '';
    const isNew = !resources.has(id);
    // Each POST creates a new resource, as a server would.
    if (isNew || method === 'POST') resources.set(id, (resources.get(id) ?? 0) + 1);
    const earlier = states.get(id);
    if (earlier) earlier.push(body);
    else states.set(id, [body]);
    request.isActedUpon = true;
    return isNew ? 201 : 200;
  }

  /**
   * @param {import('node:http').IncomingMessage} incoming
   * @param {import('node:http').ServerResponse} response
   */
  async function handle(incoming, response) {
    let text = '';
    for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
    const { method = '', url = '', socket } = incoming;
    const request = { method, url, body: JSON.parse(text), isActedUpon: false };
    requests.push(request);
    const fault = chooseFault(request, requests.length);
    if (fault === 'cut-before') return void socket.destroy();
    if (fault === 'silent-before') return;
    const isLate = typeof fault === 'object' && 'lateMilliseconds' in fault;
    if (isLate) await delay(fault.lateMilliseconds / 2);
    if (socket.destroyed) return;
    const foreign = typeof fault === 'object' && 'status' in fault ? fault : undefined;
    const status = foreign && foreign.acts !== true ? foreign.status : act(request);
    if (fault === 'cut-after') return void socket.destroy();
    if (fault === 'silent-after') return;
    if (isLate) await delay(fault.lateMilliseconds / 2);
    response.statusCode = foreign?.status ?? status;
    for (const [name, value] of Object.entries(foreign?.headers ?? {})) {
      response.setHeader(name, value);
    }
    response.setHeader('content-type', 'application/fhir+json');
    if (!foreign) response.setHeader('location', `${url}/1/_history/1`);
    if (fault === 'cut-within') {
      response.setHeader('content-length', Buffer.byteLength(text));
      return void response.write(text.slice(0, text.length / 2), () => socket.destroy());
    }
    if (foreign?.endless) return sendEndless(response, foreign.endless);
    response.end(foreign ? (foreign.body ?? '') : text);
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/fhir`,
    ...{ requests, states, resources },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Sends more than anybody can want, until the caller hangs up.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {'body' | 'gzip'} kind
 */
async function sendEndless(response, kind) {
  const chunk = Buffer.alloc(65_536, ' ');
  function* write(/** @type {number} */ chunks) {
    for (let count = 0; count < chunks; count += 1) yield chunk;
  }
  if (kind === 'gzip') {
    response.setHeader('content-encoding', 'gzip');
    await pipeline(Readable.from(write(4096)), createGzip(), response);
  } else {
    await pipeline(Readable.from(write(Number.POSITIVE_INFINITY)), response);
  }
}
