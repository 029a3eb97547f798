import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { context, metrics, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';
import { createMemoryOutbox } from '@sas-sos/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createAppointmentReporter } from '../create-appointment-reporter.js';
import { startPlatformDouble } from '../test-data/platform-double.js';
import { createReport, identifierSystem, rpps } from '../test-data/report-data.js';

const timeout = 15_000;
const names = ['stored', 'delivered', 'retried', 'kept-aside', 'amended', 'breaker', 'late'];

afterEach(() => {
  trace.disable();
  metrics.disable();
  context.disable();
});

describe('telemetry', () => {
  it('reaches channels, the log and OpenTelemetry without personal data', async () => {
    const events: [name: string, event: unknown][] = [];
    const listeners = names.map((name) => {
      const listener = (event: unknown) => events.push([name, event]);
      subscribe(`sas-sos.appointments.${name}`, listener);
      return () => unsubscribe(`sas-sos.appointments.${name}`, listener);
    });
    const spans: object[] = [];
    const tracer = {
      startSpan: () => trace.wrapSpanContext({ traceId: '', spanId: '', traceFlags: 0 }),
      startActiveSpan(name: string, options: object, run: (span: Span) => unknown) {
        const recorded: object[] = [{ name, ...options }];
        spans.push(recorded);
        const span = trace.wrapSpanContext({ traceId: '', spanId: '', traceFlags: 0 });
        span.setAttributes = (attributes) => {
          recorded.push(attributes);
          return span;
        };
        return run(span);
      },
    };
    trace.setGlobalTracerProvider({ getTracer: () => tracer as never });
    context.setGlobalContextManager({
      active: () => ROOT_CONTEXT,
      with: (_, run, self, ...given) => run.apply(self as never, given),
      bind: (_, target) => target,
      enable: () => undefined as never,
      disable: () => undefined as never,
    });
    const lines: unknown[] = [];
    const write = (...line: unknown[]) => lines.push(line);

    await using platform = await startPlatformDouble((_, count) =>
      count === 1
        ? { status: 500, body: `{"diagnostics":"${rpps}"}` }
        : count === 2
          ? { status: 422, body: `{"diagnostics":"${rpps}"}` }
          : 'none',
    );
    const outbox = createMemoryOutbox();
    const reporter = createAppointmentReporter({
      ...{ outbox, platformUrl: platform.url, identifierSystem },
      limits: { firstRetryMilliseconds: 1, longestRetryMilliseconds: 5, alarmMilliseconds: 1 },
      logger: { debug: write, info: write, warn: write, error: write },
    });
    reporter.start();
    const { position } = await reporter.report(createReport());
    await expect.poll(async () => (await outbox.count()).aside, { timeout }).toBe(1);
    // It waits behind the report kept aside, longer than the alarm limit.
    await reporter.report(createReport());
    await expect.poll(() => events.some(([name]) => name === 'late'), { timeout }).toBe(true);
    await reporter.resend(position, { by: 'agent-7', reason: 'platform fixed' });
    await expect.poll(async () => (await outbox.count()).waiting, { timeout }).toBe(0);
    await expect
      .poll(() => events.filter(([name]) => name === 'late').length, { timeout })
      .toBeGreaterThanOrEqual(2);
    await reporter.stop();
    for (const stop of listeners) stop();

    const published = new Set(events.map(([name]) => name));
    expect([...published].sort()).toEqual(
      ['amended', 'delivered', 'kept-aside', 'late', 'retried', 'stored'].sort(),
    );
    expect(events).toContainEqual([
      'kept-aside',
      { position, appointment: createReport().id, status: 422 },
    ]);
    expect(spans).toContainEqual([
      expect.objectContaining({ name: 'sas.appointments.exchange' }),
      expect.objectContaining({ 'sas.outcome': 'refused', 'http.response.status_code': 422 }),
    ]);
    const everything = JSON.stringify([events, lines, spans]);
    for (const personal of [rpps, rpps.slice(1), '3456780581/11242343', 'agent-7']) {
      expect(everything).not.toContain(personal);
    }
  });
});
