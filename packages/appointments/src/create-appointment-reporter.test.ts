import { createMemoryOutbox } from '@sas-sos/testing';
import { describe, expect, it } from 'vitest';
import { createAppointmentReporter } from './create-appointment-reporter.js';
import type { AppointmentReporterOptions } from './reporter-options.js';
import {
  type Fault,
  type PlatformDouble,
  startPlatformDouble,
} from './test-data/platform-double.js';
import { createReport, identifierSystem } from './test-data/report-data.js';

const timeout = 15_000;
const impatient = { firstRetryMilliseconds: 5, longestRetryMilliseconds: 20, pollMilliseconds: 20 };
const person = { by: 'agent', reason: 'checked' };

function createRun(platform: PlatformDouble, options: Partial<AppointmentReporterOptions> = {}) {
  const outbox = createMemoryOutbox();
  const reporter = createAppointmentReporter({
    ...{ outbox, platformUrl: platform.url, identifierSystem, limits: impatient },
    ...options,
  });
  return {
    outbox,
    reporter,
    untilDone: () =>
      expect.poll(async () => (await outbox.count()).waiting, { timeout, interval: 5 }).toBe(0),
    [Symbol.asyncDispose]: () => reporter.stop(),
  };
}

const methodsOf = ({ requests }: PlatformDouble) => requests.map(({ method }) => method);

describe('delivery', () => {
  it('posts a new appointment, then updates it by its identifier', async () => {
    await using platform = await startPlatformDouble();
    await using run = createRun(platform);
    run.reporter.start();
    await run.reporter.report(createReport({ status: 'pending', effector: null }));
    await run.reporter.report(createReport());
    await run.reporter.report(createReport({ status: 'fulfilled' }));
    await run.untilDone();
    const update = `/fhir/Appointment?identifier=${encodeURIComponent(`${identifierSystem}|${createReport().id}`)}`;
    expect(platform.requests.map(({ method, url }) => [method, url])).toEqual([
      ['POST', '/fhir/Appointment'],
      ['PUT', update],
      ['PUT', update],
    ]);
    expect(platform.requests.map(({ body }) => body.status)).toEqual([
      'pending',
      'booked',
      'fulfilled',
    ]);
    expect((await run.reporter.status()).delivered).toBe(3);
  });

  it.each<{ name: string; fault: Fault }>([
    { name: 'a connection cut before it acted', fault: 'cut-before' },
    { name: 'a connection cut after it acted', fault: 'cut-after' },
    { name: '500', fault: { status: 500 } },
    { name: '500 after it acted', fault: { status: 500, acts: true } },
    { name: '408', fault: { status: 408 } },
    { name: '425', fault: { status: 425 } },
    { name: '429', fault: { status: 429 } },
    { name: '429 with Retry-After', fault: { status: 429, headers: { 'retry-after': '0' } } },
    {
      name: '503 with a date',
      fault: { status: 503, headers: { 'retry-after': new Date(0).toUTCString() } },
    },
    { name: 'a redirection', fault: { status: 302, headers: { location: '/elsewhere' } } },
    { name: 'a page in HTML', fault: { status: 200, body: '<html>maintenance</html>' } },
  ])('resends with PUT after $name, and creates nothing twice', async ({ fault }) => {
    await using platform = await startPlatformDouble((_, count) => (count === 1 ? fault : 'none'));
    await using run = createRun(platform);
    run.reporter.start();
    await run.reporter.report(createReport());
    await run.untilDone();
    expect(methodsOf(platform)).toEqual(['POST', 'PUT']);
    expect([...platform.resources.values()]).toEqual([1]);
  });

  it('warns once about a platform that is down, not for every attempt', async () => {
    let isDown = true;
    const lines: string[] = [];
    const write = (level: string) => () => void lines.push(level);
    const logger = { debug() {}, info: write('info'), warn: write('warn'), error: write('error') };
    await using platform = await startPlatformDouble(() => (isDown ? { status: 503 } : 'none'));
    await using run = createRun(platform, { logger });
    run.reporter.start();
    await run.reporter.report(createReport());
    await expect.poll(() => platform.requests.length, { timeout }).toBeGreaterThan(20);
    isDown = false;
    await run.untilDone();
    // Four failed attempts, the pause that begins with the fifth, and the recovery.
    await expect.poll(() => lines).toEqual([...Array(5).fill('warn'), 'info']);
  });

  it('resends with PUT when the platform acts but never answers', async () => {
    await using platform = await startPlatformDouble((_, count) =>
      count === 1 ? 'silent-after' : 'none',
    );
    await using run = createRun(platform, { limits: { ...impatient, answerMilliseconds: 200 } });
    run.reporter.start();
    await run.reporter.report(createReport());
    await run.untilDone();
    expect(methodsOf(platform)).toEqual(['POST', 'PUT']);
    expect([...platform.resources.values()]).toEqual([1]);
  });

  it.each([400, 401, 403, 404, 409, 412, 422])(
    'keeps a report answered with %i aside',
    async (status) => {
      const issue = [{ severity: 'error', code: 'value', details: { text: 'Non\u0007 valide' } }];
      const body = JSON.stringify({ resourceType: 'OperationOutcome', issue });
      const bad = 'bad-appointment';
      await using platform = await startPlatformDouble((request, count) =>
        request.body.identifier?.[0]?.value === bad && count === 1 ? { status, body } : 'none',
      );
      await using run = createRun(platform, { concurrency: 1 });
      await run.reporter.report(createReport({ id: bad }));
      await run.reporter.report(createReport({ id: bad, status: 'cancelled' }));
      await run.reporter.report(createReport());
      run.reporter.start();
      await expect.poll(() => platform.states.has(createReport().id), { timeout }).toBe(true);
      // It may be settled shortly after the next report is sent.
      await expect.poll(async () => (await run.outbox.count()).aside, { timeout }).toBe(1);
      const [aside, ...others] = await run.reporter.list({ state: 'aside' });
      expect(others).toEqual([]);
      expect(aside?.failure).toEqual({ code: 'SAS_REPORT_REFUSED', status, text: 'Non  valide' });
      expect(platform.states.has(bad)).toBe(false);

      await run.reporter.mend(
        aside?.position ?? 0,
        createReport({ id: bad, effector: null }),
        person,
      );
      await run.untilDone();
      expect(platform.states.get(bad)?.map((state) => state.status)).toEqual([
        'pending',
        'cancelled',
      ]);
      const [corrected] = await run.reporter.list({ appointment: bad });
      expect(corrected?.traces).toMatchObject([{ ...person, action: 'mend', before: { id: bad } }]);
    },
  );

  it('pauses calls to a platform that is down, and probes it', async () => {
    let isDown = true;
    await using platform = await startPlatformDouble(() => (isDown ? { status: 503 } : 'none'));
    await using run = createRun(platform, {
      limits: { ...impatient, firstRetryMilliseconds: 1500, longestRetryMilliseconds: 1500 },
    });
    for (let count = 0; count < 200; count += 1) {
      await run.reporter.report(createReport({ id: `appointment-${count}` }));
    }
    run.reporter.start();
    await expect.poll(async () => (await run.reporter.status()).breaker, { timeout }).toBe('open');
    // Only those in flight when it opened, and probes: far fewer than all due reports.
    expect(platform.requests.length).toBeLessThan(100);
    expect((await run.reporter.status()).lastFailure).toMatchObject({ status: 503 });
    isDown = false;
    await run.untilDone();
    expect((await run.reporter.status()).breaker).toBe('closed');
    expect([...platform.resources.values()]).toEqual(Array.from({ length: 200 }, () => 1));
  });

  it('honours the pause that the platform asks for', async () => {
    await using platform = await startPlatformDouble(() => ({
      status: 503,
      headers: { 'retry-after': '3600' },
    }));
    await using run = createRun(platform, { concurrency: 1 });
    run.reporter.start();
    await run.reporter.report(createReport());
    await expect.poll(async () => (await run.reporter.status()).breaker, { timeout }).toBe('open');
    await run.reporter.report(createReport({ id: 'other' }));
    // Much longer than its own retry delay.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(platform.requests).toHaveLength(1);
  });

  it('finishes requests in flight when stopped, and sends the rest at the next start', async () => {
    await using platform = await startPlatformDouble();
    await using run = createRun(platform, { concurrency: 2 });
    for (let count = 0; count < 30; count += 1) {
      await run.reporter.report(createReport({ id: `appointment-${count}` }));
    }
    run.reporter.start();
    await expect.poll(() => platform.requests.length, { timeout, interval: 1 }).toBeGreaterThan(0);
    await run.reporter.stop();
    const { waiting } = await run.outbox.count();
    // Every report that was sent is settled.
    expect(platform.requests.length + waiting).toBe(30);
    run.reporter.start();
    await run.untilDone();
    expect(methodsOf(platform)).toEqual(Array.from({ length: 30 }, () => 'POST'));
  });

  it('sends again what an answer that nobody can read interrupted', async () => {
    const nested = '['.repeat(8000) + ']'.repeat(8000);
    await using platform = await startPlatformDouble((_, count) =>
      count === 1 ? { status: 503, body: nested } : 'none',
    );
    await using run = createRun(platform);
    run.reporter.start();
    await run.reporter.report(createReport());
    await run.untilDone();
    expect(await run.outbox.count()).toMatchObject({ waiting: 0, aside: 0 });
    expect((await run.reporter.status()).lastFailure).toMatchObject({ status: 503 });
  });

  it.each<{ name: string; fetch: typeof globalThis.fetch }>([
    {
      name: 'throws at once',
      fetch: () => {
        throw new Error('a bug');
      },
    },
    { name: 'returns nothing', fetch: async () => undefined as unknown as Response },
    {
      name: 'returns an answer whose headers throw',
      fetch: async () =>
        new Proxy(new Response('{}'), {
          get(target, name) {
            if (name === 'headers') throw new RangeError('Maximum call stack size exceeded');
            return Reflect.get(target, name);
          },
        }),
    },
  ])('keeps no report aside because fetch $name', async ({ fetch }) => {
    await using platform = await startPlatformDouble();
    let calls = 0;
    await using run = createRun(platform, {
      fetch: (...call) => {
        calls += 1;
        return calls === 1 ? fetch(...call) : globalThis.fetch(...call);
      },
    });
    run.reporter.start();
    await run.reporter.report(createReport());
    await run.untilDone();
    expect(await run.outbox.count()).toMatchObject({ waiting: 0, aside: 0 });
    expect((await run.reporter.status()).delivered).toBe(1);
  });

  it.each([
    { name: 'is not JSON', content: '{"id":' },
    { name: 'is no report', content: '{}' },
  ])(
    'keeps aside a stored report that $name, and lists it with the others',
    async ({ content }) => {
      const lines: object[] = [];
      const log = (fields: object) => void lines.push(fields);
      await using platform = await startPlatformDouble();
      await using run = createRun(platform, {
        logger: { debug: log, info: log, warn: log, error: log },
      });
      await run.outbox.append(
        { appointment: 'unreadable', status: 'booked', follows: [], content },
        {},
      );
      await run.reporter.report(createReport());
      run.reporter.start();
      await run.untilDone();
      expect(await run.outbox.count()).toMatchObject({ waiting: 0, aside: 1 });
      const [kept, delivered] = await run.reporter.list();
      expect(kept).toMatchObject({
        state: 'aside',
        failure: { code: 'SAS_INTERNAL' },
        report: null,
      });
      expect(delivered).toMatchObject({ state: 'delivered', report: { id: createReport().id } });
      await expect(
        run.reporter.mend(1, createReport({ id: 'unreadable' }), person),
      ).rejects.toMatchObject({ code: 'SAS_APPOINTMENT_INVALID' });
      await run.reporter.drop(1, person);
      expect(await run.outbox.count()).toMatchObject({ aside: 0 });
      // Its content is personal data.
      expect(JSON.stringify(lines)).not.toContain('unreadable');
    },
  );

  it('continues after temporary failures of the outbox', async () => {
    await using platform = await startPlatformDouble();
    const outbox = createMemoryOutbox();
    let failures = 6;
    const failing = <Call extends (...given: never[]) => unknown>(call: Call) =>
      ((...given: Parameters<Call>) => {
        failures -= 1;
        if (failures % 2 === 1) throw new Error('the database is gone');
        return call(...given);
      }) as unknown as Call;
    const reporter = createAppointmentReporter({
      ...{ platformUrl: platform.url, identifierSystem, limits: impatient },
      outbox: { ...outbox, claim: failing(outbox.claim), settle: failing(outbox.settle) },
    });
    await reporter.report(createReport());
    reporter.start();
    await expect.poll(async () => (await outbox.count()).waiting, { timeout }).toBe(0);
    await reporter.stop();
    expect(methodsOf(platform)).toEqual(['POST']);
  });
});

describe('report', () => {
  it('refuses a status that cannot follow the last', async () => {
    await using platform = await startPlatformDouble();
    await using run = createRun(platform);
    await run.reporter.report(createReport({ status: 'cancelled' }));
    await expect(run.reporter.report(createReport())).rejects.toMatchObject({
      issues: [{ code: 'SAS_APPOINTMENT_TRANSITION', expression: 'status' }],
    });
    expect(run.outbox.list()).toHaveLength(1);
  });

  it('stores no invalid report, and no unknown member', async () => {
    await using platform = await startPlatformDouble();
    await using run = createRun(platform);
    const wrong = createReport({ status: 'fulfilled', effector: null });
    await expect(run.reporter.report(wrong)).rejects.toMatchObject({
      code: 'SAS_APPOINTMENT_EFFECTOR_MISSING',
    });
    expect(run.outbox.list()).toEqual([]);
    const rich = { ...createReport(), patient: 'Jeanne Essai' };
    await run.reporter.report(rich);
    expect(run.outbox.list()[0]?.content).not.toContain('Jeanne');
  });

  it('fails with a code when the outbox fails', async () => {
    await using platform = await startPlatformDouble();
    const outbox = createMemoryOutbox();
    await using run = createRun(platform, {
      outbox: { ...outbox, append: () => Promise.reject(new Error('full')) },
    });
    await expect(run.reporter.report(createReport())).rejects.toMatchObject({
      code: 'SAS_OUTBOX_UNAVAILABLE',
      isRetryable: true,
    });
  });
});

describe('decisions of people', () => {
  it.each([
    { name: 'another appointment', part: { id: 'another' }, code: 'SAS_APPOINTMENT_INVALID' },
    {
      name: 'another status',
      part: { status: 'noshow' as const },
      code: 'SAS_APPOINTMENT_INVALID',
    },
  ])('refuses a correction with $name', async ({ part, code }) => {
    await using platform = await startPlatformDouble(() => ({ status: 422 }));
    await using run = createRun(platform);
    const { position } = await run.reporter.report(createReport());
    run.reporter.start();
    await expect.poll(async () => (await run.outbox.count()).aside, { timeout }).toBe(1);
    await expect(run.reporter.mend(position, createReport(part), person)).rejects.toMatchObject({
      code,
    });
    await expect(run.reporter.drop(position, { by: ' ', reason: 'x' })).rejects.toMatchObject({
      issues: [{ code: 'SAS_APPOINTMENT_INVALID', expression: 'by' }],
    });
    await run.reporter.drop(position, person);
    await expect(run.reporter.resend(position, person)).rejects.toMatchObject({
      code: 'SAS_REPORT_NOT_KEPT_ASIDE',
    });
  });
});

describe('createAppointmentReporter', () => {
  it.each<{ option: string; value: unknown }>([
    { option: 'outbox', value: {} },
    { option: 'platformUrl', value: '/fhir' },
    { option: 'platformUrl', value: 'http://sas.example/fhir' },
    { option: 'platformUrl', value: 'https://me:secret@sas.example/fhir' },
    { option: 'platformUrl', value: 'https://sas.example/fhir?x=1' },
    { option: 'identifierSystem', value: '1.2.250.1' },
    { option: 'identifierSystem', value: undefined },
    { option: 'fetch', value: {} },
    { option: 'concurrency', value: 0 },
    { option: 'limits.answerMilliseconds', value: { answerMilliseconds: 0.5 } },
  ])('refuses $option $value', ({ option, value }) => {
    const [name = ''] = option.split('.');
    const right = {
      platformUrl: 'https://sas.example/fhir',
      identifierSystem,
      outbox: createMemoryOutbox(),
    };
    expect(() => createAppointmentReporter({ ...right, [name]: value } as never)).toThrow(
      expect.objectContaining({
        code: 'SAS_OPTION_INVALID',
        issues: [{ code: 'SAS_OPTION_INVALID', expression: option }],
      }),
    );
  });
});
