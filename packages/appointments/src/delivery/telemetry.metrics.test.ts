import { metrics, trace } from '@opentelemetry/api';
import type { OutboxCount } from '@sas-sos/core';
import { afterEach, expect, it } from 'vitest';
import type { SendOutcome } from './send-appointment.js';
import { createDeliveryTelemetry } from './telemetry.js';

afterEach(() => {
  metrics.disable();
  trace.disable();
});

interface Gauge {
  readonly name: string;
  readonly unit: string;
}
type Callback = (result: { observe(gauge: Gauge, value: number): void }) => Promise<void>;

/** Registers a provider of metrics, and returns what it was given. */
function register() {
  const records: [value: number, attributes: object][] = [];
  const callbacks = new Map<Callback, readonly Gauge[]>();
  const meter = {
    createHistogram: () => ({
      record: (value: number, attributes: object) => records.push([value, attributes]),
    }),
    createObservableGauge: (name: string, { unit }: { unit: string }) => ({ name, unit }),
    addBatchObservableCallback: (callback: Callback, gauges: readonly Gauge[]) =>
      callbacks.set(callback, gauges),
    removeBatchObservableCallback: (callback: Callback) => callbacks.delete(callback),
  };
  metrics.setGlobalMeterProvider({ getMeter: () => meter as never });
  return {
    records,
    /** Reads the gauges; `undefined` if nobody observes. */
    async observe() {
      const [entry] = callbacks;
      if (!entry) return undefined;
      const [callback, gauges] = entry;
      const values: Record<string, number> = {};
      const observe = (gauge: Gauge, value: number) => {
        expect(gauges).toContain(gauge);
        values[`${gauge.name} ${gauge.unit}`] = value;
      };
      await callback({ observe });
      return values;
    },
  };
}

const counted: OutboxCount = {
  ...{ waiting: 3, aside: 2, oldestWaitingMilliseconds: 1500, oldestAsideMilliseconds: 0 },
};

it('observes the outbox until it is stopped, and nothing while that fails', async () => {
  const { observe } = register();
  let count: () => Promise<OutboxCount> = async () => counted;
  const { stop } = createDeliveryTelemetry(() => count());
  expect(await observe()).toEqual({
    'sas.appointments.waiting {report}': 3,
    'sas.appointments.aside {report}': 2,
    'sas.appointments.oldest_waiting s': 1.5,
  });
  count = () => Promise.reject(new Error('The database is gone.'));
  expect(await observe()).toEqual({});
  stop();
  expect(await observe()).toBe(undefined);
});

it.each<{ name: string; sent: SendOutcome; expected: object }>([
  {
    name: 'delivered',
    sent: { outcome: 'delivered' },
    expected: { 'sas.interaction': 'create', 'sas.outcome': 'delivered' },
  },
  {
    name: 'refused',
    sent: { outcome: 'refused', failure: { code: 'SAS_REPORT_REFUSED', status: 422 } },
    expected: {
      'sas.interaction': 'create',
      'sas.outcome': 'refused',
      'error.type': 'SAS_REPORT_REFUSED',
      'http.response.status_code': 422,
    },
  },
  {
    name: 'without an answer',
    sent: {
      outcome: 'failed',
      failure: { code: 'SAS_PLATFORM_UNAVAILABLE' },
      retryAfterMilliseconds: undefined,
    },
    expected: {
      'sas.interaction': 'create',
      'sas.outcome': 'failed',
      'error.type': 'SAS_PLATFORM_UNAVAILABLE',
    },
  },
])('records an exchange: $name', async ({ sent, expected }) => {
  const { records } = register();
  const statuses: number[] = [];
  const span = {
    setAttributes: () => span,
    setStatus: ({ code }: { code: number }) => statuses.push(code),
    end() {},
  };
  const tracer = {
    startActiveSpan: (_: string, __: object, run: (one: object) => unknown) => run(span),
  };
  trace.setGlobalTracerProvider({ getTracer: () => tracer as never });
  const { measure, stop } = createDeliveryTelemetry(async () => counted);
  expect(await measure('create', async () => sent)).toBe(sent);
  expect(records).toEqual([[expect.any(Number), expected]]);
  expect(statuses).toEqual(sent.outcome === 'delivered' ? [] : [2]);
  stop();
});

it('does nothing without a provider', async () => {
  const { measure, stop } = createDeliveryTelemetry(async () => counted);
  expect(await measure('create', async () => ({ outcome: 'delivered' }))).toEqual({
    outcome: 'delivered',
  });
  expect(stop).not.toThrow();
});
