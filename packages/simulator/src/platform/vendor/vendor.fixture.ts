import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle, Location, Organization, Schedule, Slot } from 'fhir/r4.js';

/** The search in tests: 2026-12-01, from 09:00 to 18:00 in Paris. */
export const query = {
  sirets: ['334173748400020', '340426662900033'],
  from: Date.parse('2026-12-01T08:00:00Z'),
  to: Date.parse('2026-12-01T17:00:00Z'),
};

/** A request that a vendor received. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Whether the caller left before the answer. */
  isLeft: boolean;
}

/** A vendor on its own port, which answers as a test specifies. */
export async function startVendor(answer: (received: ReceivedRequest) => TestAnswer | 'never') {
  const received: ReceivedRequest[] = [];
  const listener: RequestListener = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '', headers } = request;
    const recorded: ReceivedRequest = { method, url, headers, body, isLeft: false };
    received.push(recorded);
    response.once('close', () => {
      recorded.isLeft = !response.writableEnded;
    });
    const given = answer(recorded);
    if (given === 'never') return;
    response.writeHead(given.status ?? 200, {
      'content-type': 'application/fhir+json',
      ...given.headers,
    });
    const { body: resource } = given;
    const isAsIs = typeof resource === 'string' || Buffer.isBuffer(resource);
    response.end(isAsIs ? resource : JSON.stringify(resource));
  };
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    received,
    close,
    [Symbol.asyncDispose]: close,
  };
}

export interface TestAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes unchanged, anything else as JSON. */
  readonly body?: unknown;
}

/** The URL of a request. */
export function toUrl({ url, headers }: ReceivedRequest): string {
  return `http://${headers['host']}${url}`;
}

type StructureBundle = Bundle<Slot | Schedule | Location | Organization>;

/** A valid answer to INT_SOS1, as recorded: two associations, each with a place and two slots. */
const recorded = readFileSync(new URL('./recorded-answer.json', import.meta.url), 'utf8');

/** A valid answer to INT_SOS1. */
export function toSlotBundle(selfUrl: string): StructureBundle {
  return { ...JSON.parse(recorded), link: [{ relation: 'self', url: selfUrl }] };
}

/** Valid answers to INT_SOS-transco. */
export function toOrganizationBundle(selfUrl: string): StructureBundle {
  return keepEntries(selfUrl, { Organization: 'match' });
}

export function toLocationBundle(selfUrl: string): StructureBundle {
  return keepEntries(selfUrl, { Location: 'match', Organization: 'include' });
}

function keepEntries(
  selfUrl: string,
  modes: Readonly<Record<string, 'match' | 'include'>>,
): StructureBundle {
  const { entry = [], ...bundle } = toSlotBundle(selfUrl);
  const kept = entry.flatMap((item) => {
    const mode = modes[item.resource?.resourceType ?? ''];
    return mode ? [{ ...item, search: { mode } }] : [];
  });
  return { ...bundle, total: 2, entry: kept };
}
