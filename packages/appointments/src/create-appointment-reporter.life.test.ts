import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createMemoryOutbox } from '@sas-sos/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAppointmentReporter } from './create-appointment-reporter.js';
import type { AppointmentReporterOptions } from './reporter-options.js';
import { createReport, identifierSystem } from './test-data/report-data.js';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-12-01T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

const person = { by: 'agent', reason: 'checked' };

function createRun(options: Partial<AppointmentReporterOptions> = {}) {
  const outbox = createMemoryOutbox();
  const statuses: number[] = [];
  const methods: (string | undefined)[] = [];
  const reporter = createAppointmentReporter({
    ...{ outbox, identifierSystem, platformUrl: 'https://sas.example/fhir' },
    fetch: async (_, init) => {
      methods.push(init?.method);
      const status = statuses.shift() ?? 201;
      return Response.json({}, { status });
    },
    ...options,
  });
  return { outbox, reporter, statuses, methods };
}

describe('delivery', () => {
  it('stops as often as it is asked to, started or not, and leaves no timer', async () => {
    const { reporter } = createRun();
    await reporter.stop();
    expect((await reporter.status()).isRunning).toBe(false);
    reporter.start();
    reporter.start();
    expect(await reporter.status()).toMatchObject({ isRunning: true, breaker: 'closed' });
    await reporter.stop();
    await reporter.stop();
    expect((await reporter.status()).isRunning).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shows its state: what was delivered, what failed last, and when', async () => {
    const { reporter, statuses } = createRun();
    expect(await reporter.status()).toEqual({
      ...{ waiting: 0, aside: 0, oldestWaitingMilliseconds: 0, oldestAsideMilliseconds: 0 },
      ...{ isRunning: false, isLate: false, breaker: 'closed', delivered: 0, lastFailure: null },
    });
    statuses.push(503, 201);
    reporter.start();
    await reporter.report(createReport());
    await vi.waitUntil(async () => (await reporter.status()).lastFailure !== null);
    const { lastFailure } = await reporter.status();
    expect(lastFailure).toMatchObject({ code: 'SAS_PLATFORM_UNAVAILABLE', status: 503 });
    expect(Date.parse(lastFailure?.at ?? '')).toBeLessThanOrEqual(Date.now());
    await vi.advanceTimersByTimeAsync(2000);
    await vi.waitUntil(async () => (await reporter.status()).delivered === 1);
    await reporter.stop();
  });

  it.each([
    { milliseconds: 900_000, isLate: false },
    { milliseconds: 900_001, isLate: true },
  ])('is late after 15 minutes: $milliseconds ms', async ({ milliseconds, isLate }) => {
    const { reporter } = createRun();
    await reporter.report(createReport());
    vi.setSystemTime(Date.now() + milliseconds);
    expect(await reporter.status()).toMatchObject({ isLate, waiting: 1 });
  });

  it('creates only what nothing was sent of before', async () => {
    const { reporter, methods, statuses } = createRun();
    statuses.push(503);
    await reporter.report(createReport({ status: 'pending' }));
    await reporter.report(createReport());
    reporter.start();
    await vi.waitUntil(() => methods.length === 1);
    await vi.advanceTimersByTimeAsync(2000);
    await vi.waitUntil(() => methods.length === 3);
    await reporter.stop();
    expect(methods).toEqual(['POST', 'PUT', 'PUT']);
  });
});

it('publishes what was stored, and what people decided', async () => {
  const events: object[] = [];
  const names = ['stored', 'amended'].map((name) => `sas-sos.appointments.${name}`);
  const listener = (event: unknown, name: string | symbol) => {
    events.push({ [String(name)]: event });
  };
  for (const name of names) subscribe(name, listener);
  try {
    const { reporter, outbox } = createRun();
    const { position } = await reporter.report(createReport());
    for (const action of ['mend', 'resend', 'drop'] as const) {
      const claims = await outbox.claim({ limit: 1, leaseMilliseconds: 1000 });
      const failure = { code: 'SAS_REPORT_REFUSED' } as const;
      await outbox.settle(claims.map((claim) => ({ claim, outcome: 'aside', failure })));
      if (action === 'mend') await reporter.mend(position, createReport(), person);
      else await reporter[action](position, person);
    }
    expect(events).toEqual([
      { 'sas-sos.appointments.stored': { position, appointment: createReport().id } },
      { 'sas-sos.appointments.amended': { position, action: 'mend' } },
      { 'sas-sos.appointments.amended': { position, action: 'resend' } },
      { 'sas-sos.appointments.amended': { position, action: 'drop' } },
    ]);
  } finally {
    for (const name of names) unsubscribe(name, listener);
  }
});

describe('the options', () => {
  it.each([
    'https://sas.example/fhir',
    'http://localhost:8080/fhir',
    'http://127.1.2.3/fhir',
    'http://[::1]:8080/fhir',
  ])('may have the address %s', (platformUrl) => {
    expect(() => createRun({ platformUrl })).not.toThrow();
  });

  it.each<{ option: string; value: unknown }>([
    { option: 'platformUrl', value: 'http://127.0.0.1.example/fhir' },
    { option: 'platformUrl', value: 'http://not.localhost/fhir' },
    { option: 'platformUrl', value: 'ftp://localhost/fhir' },
    { option: 'platformUrl', value: 'https://me@sas.example/fhir' },
    { option: 'platformUrl', value: 'https://:secret@sas.example/fhir' },
    { option: 'platformUrl', value: 'https://sas.example/fhir#a' },
    { option: 'outbox', value: undefined },
    { option: 'outbox', value: { append() {} } },
    { option: 'outbox', value: { claim() {} } },
    { option: 'identifierSystem', value: 7 },
    { option: 'identifierSystem', value: 'urn:oid:3.1' },
    { option: 'concurrency', value: 257 },
  ])('may not have $option $value', ({ option, value }) => {
    expect(() => createRun({ [option]: value })).toThrow(
      expect.objectContaining({ issues: [{ code: 'SAS_OPTION_INVALID', expression: option }] }),
    );
  });
});
