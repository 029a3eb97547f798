import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import Module, { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Context } from '@opentelemetry/api';
import { createAppointmentReporter } from '@sas-sos/appointments';
import { createGateway } from '@sas-sos/gateway';
import { createRegulatorHandler } from '@sas-sos/regulators';
import { createSlotHandler } from '@sas-sos/slots';
import { createSignOn, sasDelegation } from '@sas-sos/sso';
import {
  createMemoryOutbox,
  createMemoryRegulatorAccounts,
  createMemorySignOn,
} from '@sas-sos/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

// vitest starts Node with the condition `module`, which finds the API's build for bundlers: Node can't
// run that one. Everything of OpenTelemetry is loaded as in production.
const require = createRequire(import.meta.url);
const loader = Module as unknown as {
  _resolveFilename(request: string, ...rest: unknown[]): string;
};
const resolveFilename = loader._resolveFilename;
loader._resolveFilename = (request, ...rest) =>
  request === '@opentelemetry/api'
    ? resolveFilename(request, ...rest).replace('/esm/', '/src/')
    : resolveFilename(request, ...rest);
const { context, metrics, ROOT_CONTEXT, trace } =
  require('@opentelemetry/api') as typeof import('@opentelemetry/api');
const { PrometheusExporter } =
  require('@opentelemetry/exporter-prometheus') as typeof import('@opentelemetry/exporter-prometheus');
const { MeterProvider } =
  require('@opentelemetry/sdk-metrics') as typeof import('@opentelemetry/sdk-metrics');
loader._resolveFilename = resolveFilename;

// What an operator sees: the exporter of Prometheus, and the page and the rules of the docs on it.

const site = 'https://agenda.example';
const accounts = createMemoryRegulatorAccounts();
const spans: { name: string; attributes: Record<string, unknown>; isError: boolean }[] = [];
const seen: { text: string } = { text: '' };

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function registerTracer(): void {
  const startActiveSpan = (
    name: string,
    { attributes }: { readonly attributes: object },
    run: (span: object) => unknown,
  ) => {
    const span = { name, attributes: { ...attributes }, isError: false };
    return run({
      setAttributes: (more: object) => Object.assign(span.attributes, more),
      setStatus: ({ code }: { readonly code: number }) => {
        span.isError = code === 2;
      },
      end: () => spans.push(span),
    });
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startActiveSpan }) as never });
  context.setGlobalContextManager({
    active: () => ROOT_CONTEXT,
    with: (_: Context, run, self, ...given) => run.apply(self as never, given),
    bind: (_, target) => target,
    enable: () => undefined as never,
    disable: () => undefined as never,
  });
}

beforeAll(async () => {
  const exporter = new PrometheusExporter({ preventServerStart: true });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [exporter] }));
  registerTracer();

  const fail = () => Promise.reject(new Error('the database is away'));
  const gateway = createGateway({
    parts: [
      createSlotHandler({
        agenda: { listAssociations: fail, findFreeSlots: fail },
        placeIdSystem: `${site}/ids`,
      }),
      createRegulatorHandler({ accounts }),
    ],
  });
  const hour = 3_600_000;
  const instant = (from: number) => new Date(Date.now() + from).toISOString();
  await gateway(
    new Request(
      `${site}/Schedule?_has:Slot:schedule:start=ge${instant(0)}&_has:Slot:schedule:start=le${instant(hour)}&_has:Slot:schedule:status=free&actor:Location.organization.identifier=urn:oid:1.2.250.1.71.4.2.2%7C334173748400020`,
    ),
  );
  await gateway(new Request(`${site}/Practitioner?identifier=899900000017`));
  await gateway(new Request(`${site}/Practitioner/unknown`));
  await gateway(new Request(`${site}/nowhere`, { method: 'PROPFIND' }));

  const regulators = createSignOn({
    method: sasDelegation({
      ...{ issuer: 'https://provider.example', clientId: 'agenda' },
      clientAuthentication: { method: 'client_secret_basic', clientSecret: 'secret' },
    }),
    ...{ origins: ['sas'], accounts, signOn: createMemorySignOn(), publicUrl: site },
    cookieSecret: 'a secret of these tests, 32 bytes or more',
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  });
  await regulators.guard(new Request(`${site}/agenda/1?slot=2`));
  await regulators.guard(new Request(`${site}/agenda/1?slot=2&origin=sas`));
  await regulators.callback(new Request(`${site}/sso/callback?code=a&state=b`));
  await regulators.backchannelLogout(new Request(`${site}/sso/back`, { method: 'POST' }));

  await using platform = await serve((_, response) => response.writeHead(422).end('{}'));
  const outbox = createMemoryOutbox();
  const reporter = createAppointmentReporter({
    ...{ outbox, platformUrl: platform.url, identifierSystem: `${site}/ids` },
  });
  reporter.start();
  await reporter.report({
    ...{ id: 'a', status: 'booked', takenAt: new Date(), start: new Date() },
    end: new Date(Date.now() + hour),
    regulator: { technicalId: '7ec00000-0000-4000-8000-000000000001' },
  });
  await vi.waitFor(async () => expect((await outbox.count()).aside).toBe(1), 15_000);

  await using scraped = await serve((request, response) =>
    exporter.getMetricsRequestHandler(request, response),
  );
  seen.text = await (await fetch(scraped.url)).text();
  await reporter.stop();
}, 60_000);

afterAll(() => {
  trace.disable();
  metrics.disable();
  context.disable();
});

/** Lines of the scrape that begin so. */
const linesOf = (start: string) => seen.text.split('\n').filter((line) => line.startsWith(start));

it.each([
  {
    name: 'a search that fails on our side',
    line: 'sas_gateway_exchange_duration_count{http_request_method="GET",http_response_status_code="503",sas_interaction="search-type",sas_resource_type="Schedule",error_type="SAS_AGENDA_UNAVAILABLE"} 1',
  },
  {
    name: 'a search of accounts',
    line: 'sas_gateway_exchange_duration_count{http_request_method="GET",http_response_status_code="200",sas_interaction="search-type",sas_resource_type="Practitioner"} 1',
  },
  {
    name: 'an account that is not there',
    line: 'sas_gateway_exchange_duration_count{http_request_method="GET",http_response_status_code="404",sas_interaction="read",sas_resource_type="Practitioner",error_type="SAS_RESOURCE_NOT_FOUND"} 1',
  },
  {
    name: 'a method and a path that are not served',
    line: 'sas_gateway_exchange_duration_count{http_request_method="_OTHER",http_response_status_code="404",error_type="SAS_REQUEST_NOT_FOUND"} 1',
  },
  {
    name: 'a page of the agenda that needs no sign-on',
    line: 'sas_sign_on_step_duration_count{sas_step="guard",sas_sign_on_method="sas"} 1',
  },
  {
    name: 'an arrival while the provider is away',
    line: 'sas_sign_on_step_duration_count{sas_step="guard",sas_sign_on_method="sas",http_response_status_code="503",error_type="SAS_SIGN_ON_PROVIDER_UNREACHABLE"} 1',
  },
  {
    name: 'a callback without an attempt',
    line: 'sas_sign_on_step_duration_count{sas_step="callback",sas_sign_on_method="sas",http_response_status_code="400",error_type="SAS_SIGN_ON_ATTEMPT_UNKNOWN"} 1',
  },
  {
    name: 'a logout of the provider without its token',
    line: 'sas_sign_on_step_duration_count{sas_step="backchannel_logout",sas_sign_on_method="sas",http_response_status_code="400",error_type="SAS_SIGN_ON_LOGOUT_TOKEN_INVALID"} 1',
  },
  {
    name: 'a report that is refused',
    line: 'sas_appointments_exchange_duration_count{sas_interaction="create",sas_outcome="refused",error_type="SAS_REPORT_REFUSED",http_response_status_code="422"} 1',
  },
  { name: 'what is kept aside', line: 'sas_appointments_aside 1' },
])('shows $name', ({ line }) => {
  expect(linesOf(line.split(/[{ ]/)[0] ?? '')).toContain(line);
});

it('measures in seconds, and describes every metric', () => {
  const units = seen.text.matchAll(/^# UNIT (sas_\w+) (.*)$/gm);
  expect(Object.fromEntries([...units].map(([, name, unit]) => [name, unit]))).toEqual({
    sas_gateway_exchange_duration: 's',
    sas_sign_on_step_duration: 's',
    sas_appointments_exchange_duration: 's',
    sas_appointments_oldest_waiting: 's',
    sas_appointments_waiting: '{report}',
    sas_appointments_aside: '{report}',
  });
  for (const line of linesOf('# HELP sas_')) expect(line).toMatch(/^# HELP \w+ [A-Z].*\.$/);
  for (const line of linesOf('sas_gateway_exchange_duration_sum')) {
    expect(Number(line.split(' ').at(-1))).toBeLessThan(5);
  }
});

it('makes a span of each, an error only of what fails on our side or at the platform', () => {
  const errors = spans.filter(({ isError }) => isError);
  expect(errors.map(({ name, attributes }) => [name, attributes['error.type']])).toEqual([
    ['sas.gateway.exchange', 'SAS_AGENDA_UNAVAILABLE'],
    ['sas.sign_on.step', 'SAS_SIGN_ON_PROVIDER_UNREACHABLE'],
    ['sas.appointments.exchange', 'SAS_REPORT_REFUSED'],
  ]);
  expect(spans).toHaveLength(9);
});

it('holds nothing of a person', () => {
  const everything = seen.text + JSON.stringify(spans);
  for (const personal of ['899900000017', '7ec00000', '33417374840002']) {
    expect(everything).not.toContain(personal);
  }
});

it.each(['alerts.yml', 'dashboard.json'])('%s asks for what is exported', async (file) => {
  const url = new URL(`../../docs/observability/${file}`, import.meta.url);
  const text = (await readFile(url, 'utf8')).replace(/^\s*#.*$/gm, '').replaceAll('\\"', '"');
  const exported = new Set(seen.text.match(/\bsas_\w+/g));
  const labels = new Set([...seen.text.matchAll(/(\w+)="/g)].map(([, label]) => label));
  const asked = new Set(text.match(/\bsas_(?:gateway|sign_on_step|appointments)_\w+/g));
  expect(asked.size).toBeGreaterThan(4);
  for (const name of asked) expect(exported).toContain(name);
  for (const [, label] of text.matchAll(/[{,]\s*(\w+)(?:=~|!=|=)"/g))
    expect(labels).toContain(label);
  for (const [, label] of text.matchAll(/\{\{(\w+)\}\}/g)) expect(labels).toContain(label);
});
