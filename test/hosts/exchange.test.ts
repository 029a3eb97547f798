import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuditEvent, CallerGuard, FetchHandler } from '@sas-sos/core';
import { exchangeOf, type FhirHandler } from '@sas-sos/fhir-http';
import { createGateway } from '@sas-sos/gateway';
import { toNodeHandler } from '@sas-sos/node';
import { createRegulatorHandler } from '@sas-sos/regulators';
import { createSlotHandler } from '@sas-sos/slots';
import { createMemoryAgenda, createMemoryRegulatorAccounts } from '@sas-sos/testing';
import { expect, it } from 'vitest';

const siret = '33417374840002';
const now = Date.parse('2026-12-01T07:00:00Z');
const agenda = createMemoryAgenda({
  associations: [
    {
      siret,
      name: 'SOS Médecins Rennes',
      places: [
        {
          id: 'nord',
          name: 'Rennes Nord',
          address: { line: '1 rue de l’Œuvre', postalCode: '35000', city: 'Rennes' },
        },
      ],
    },
  ],
  slots: Array.from({ length: 400 }, (_, n) => ({
    id: `s${n}`,
    placeId: 'nord',
    start: now + n * 600_000,
    end: now + (n + 1) * 600_000,
    audience: ['public', 'sas'] as const,
    consultation: ['on-site'] as const,
    booking: 'appointment' as const,
    url: `https://agenda.example/nord?slot=s${n}`,
    reasons: n % 7 === 0 ? ['Fièvre'] : [],
  })),
});

function createEndpoint(
  wrap: <Handler extends FhirHandler>(part: Handler) => FhirHandler = (part) => part,
  guard?: CallerGuard,
) {
  const events: AuditEvent[] = [];
  const part = createSlotHandler({
    agenda,
    placeIdSystem: 'https://editeur.example/ids',
    clock: { now: () => now },
  });
  const gateway = createGateway({
    parts: [
      wrap(part),
      wrap(createRegulatorHandler({ accounts: createMemoryRegulatorAccounts() })),
    ],
    guard,
    audit: { record: (event) => void events.push(event) },
    clock: { now: () => now },
    limits: { urlLength: 2000, bodyBytes: 4000 },
  });
  return { gateway, events };
}

async function listen(handler: FetchHandler) {
  const server = createServer(toNodeHandler(handler, { basePath: '/fhir' }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    async ask({ method = 'GET', path, headers = {}, body = '' }: Asked) {
      const call = request({ host: '127.0.0.1', port, path, method, headers });
      // The address of the server is in the answer: both name the same host.
      call.setHeader('host', 'agenda.example').end(body);
      const [answer] = await once(call, 'response');
      const rawHeaders: string[] = answer.rawHeaders.map((text: string, index: number) =>
        answer.rawHeaders[index - 1] === 'Date' ? '' : text,
      );
      const bytes = Buffer.concat(await answer.toArray());
      // Each endpoint gives an account an id of its own.
      const nameless = (text: string) =>
        text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');
      return {
        status: answer.statusCode,
        rawHeaders: rawHeaders.map(nameless),
        body: nameless(bytes.toString('latin1')),
      };
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

const query = [
  '_has:Slot:schedule:start=ge2026-12-01T08:00:00%2B01:00',
  '_has:Slot:schedule:start=le2026-12-04T08:00:00%2B01:00',
  '_has:Slot:schedule:status=free',
  `actor:Location.organization.identifier=urn:oid:1.2.250.1.71.4.2.2%7C3${siret}`,
].join('&');
const search = `/fhir/Schedule?${query}`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

const json = { 'content-type': 'application/fhir+json' };
const system = 'urn:oid:1.2.250.1.71.4.2.1';
const account = `/fhir/Practitioner?identifier=${system}%7C899000000007`;
const practitioner = JSON.stringify({
  resourceType: 'Practitioner',
  meta: { source: 'urn:oid:1.2.250.1.213.3.6' },
  identifier: [
    {
      type: {
        coding: [{ system: 'http://interopsante.org/fhir/CodeSystem/fr-v2-0203', code: 'IDNPS' }],
      },
      system,
      value: '899000000007',
    },
  ],
  active: true,
  name: [{ family: 'Durand', given: ['Zoé'] }],
  telecom: [{ system: 'email', value: 'zoe.durand@samu.example' }],
});

const requests: readonly Asked[] = [
  { path: search },
  { path: `${search},urn:oid:1.2.250.1.71.4.2.2%7C42` },
  { path: `${search}&_summary=count` },
  { path: `${search}&étage=1` },
  { path: `${search}&a=%ZZ` },
  { path: `${search}&x=#y` },
  { path: search, headers: { 'accept-encoding': 'br' } },
  { path: search, headers: { 'accept-encoding': ['identity;q=0', 'gzip'] } },
  { path: search, headers: { accept: 'text/html' } },
  { path: search, headers: { prefer: ['return=minimal', 'handling=strict'] } },
  { path: `${search}&unknown=1`, headers: { prefer: ['return=minimal', 'handling=strict'] } },
  { method: 'HEAD', path: search },
  { method: 'POST', path: '/fhir/Schedule/_search', headers: form, body: query },
  { method: 'POST', path: '/fhir/Schedule', body: '{}' },
  { method: 'DELETE', path: '/fhir/Slot/s1' },
  { path: '/fhir/Slot?schedule=nord' },
  { path: '/fhir/Slot/s1' },
  { path: '/fhir/Slot/none' },
  { path: '/fhir//Slot/s1' },
  { path: '/fhir/../fhir/Location' },
  { path: '/elsewhere' },
  { path: '/fhir/Organization' },
  { path: '/fhir/metadata' },
  { method: 'HEAD', path: '/fhir/metadata' },
  { path: `/fhir/Slot?${'x'.repeat(2100)}` },
  { method: 'POST', path: '/fhir/Practitioner', headers: json, body: practitioner },
  { method: 'POST', path: '/fhir/Practitioner', headers: json, body: practitioner },
  { method: 'PUT', path: account, headers: json, body: practitioner },
  {
    method: 'PUT',
    path: account,
    headers: { ...json, prefer: ['handling=lenient', 'return=minimal'] },
    body: practitioner.replace('Durand', 'Dupond'),
  },
  {
    method: 'PUT',
    path: account,
    headers: { ...json, 'transfer-encoding': 'chunked' },
    body: practitioner,
  },
  { method: 'PUT', path: account, headers: json, body: '' },
  { method: 'PUT', path: account, headers: json, body: '{"resourceType":"Patient"}' },
  { method: 'PUT', path: account, headers: { 'content-type': 'text/html' }, body: practitioner },
  { method: 'PUT', path: account, headers: json, body: practitioner.padEnd(5000) },
  { path: account },
  { method: 'HEAD', path: account },
  { path: '/fhir/Practitioner/none' },
];

it.each([
  {
    name: 'wrapped',
    wrap: (part: FhirHandler) =>
      Object.assign((...all: Parameters<FhirHandler>) => part(...all), part),
  },
  { name: 'behind a proxy', wrap: (part: FhirHandler) => new Proxy(part, {}) },
])(
  'a part and a gateway that are $name answer through Request and Response, and the same bytes',
  async ({ wrap }) => {
    const direct = createEndpoint();
    const wrapPart = (part: FhirHandler) => {
      const other = wrap(part);
      expect(exchangeOf(part)).toBeDefined();
      expect(exchangeOf(other)).toBeUndefined();
      return other;
    };
    const wrapped = createEndpoint(wrapPart);
    await using light = await listen(direct.gateway);
    await using full = await listen((asked, context) =>
      wrapped.gateway(new Request(asked), context),
    );
    await using half = await listen(createEndpoint(wrapPart).gateway);
    let answered = 0;
    for (const asked of requests) {
      const answer = await light.ask(asked);
      expect(answer, asked.path).toEqual(await full.ask(asked));
      expect(answer, asked.path).toEqual(await half.ask(asked));
      // Node itself refuses a path with a letter beyond ASCII.
      if (answer.rawHeaders.includes('x-content-type-options')) answered += 1;
    }
    const timeless = ({ durationMilliseconds, ...event }: AuditEvent) => event;
    expect(direct.events.map(timeless)).toEqual(wrapped.events.map(timeless));
    expect(direct.events).toHaveLength(answered);
    expect(answered).toBeGreaterThan(30);
  },
);

it('answers the same behind a guard, for which a Request is created before the body is read', async () => {
  const kinds: unknown[] = [];
  const guard: CallerGuard = async (asked) => {
    kinds.push(asked instanceof Request, asked.body !== null);
    return { caller: { commonName: 'sas.example' } };
  };
  await using light = await listen(createEndpoint().gateway);
  await using guarded = await listen(createEndpoint(undefined, guard).gateway);
  const bodies = requests.filter(({ method }) => method === 'POST' || method === 'PUT');
  for (const asked of bodies) {
    expect(await guarded.ask(asked), asked.path).toEqual(await light.ask(asked));
  }
  expect(kinds).toHaveLength(2 * bodies.length);
  expect(kinds.filter((kind) => kind === false)).toHaveLength(1);
});
