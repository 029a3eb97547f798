import type { OutboxCount } from '@sas-sos/core';
import type { SendOutcome } from './send-appointment.js';

/** Metrics and spans of OpenTelemetry, if its API is installed; otherwise it does nothing. */
export interface DeliveryTelemetry {
  /** Runs an exchange with the platform within a span, and counts its outcome. */
  measure(interaction: string, send: () => Promise<SendOutcome>): Promise<SendOutcome>;
  /** Stops the metrics of the outbox. */
  stop(): void;
}

/** Loads the API if it is installed. */
export async function createDeliveryTelemetry(
  count: () => Promise<OutboxCount>,
): Promise<DeliveryTelemetry> {
  const api = await import('@opentelemetry/api').catch(() => undefined);
  if (!api) return { measure: (_, send) => send(), stop() {} };
  const tracer = api.trace.getTracer('@sas-sos/appointments');
  const meter = api.metrics.getMeter('@sas-sos/appointments');
  const duration = meter.createHistogram('sas.appointments.exchange.duration', { unit: 'ms' });
  const gauges = {
    waiting: meter.createObservableGauge('sas.appointments.waiting'),
    aside: meter.createObservableGauge('sas.appointments.aside'),
    oldest: meter.createObservableGauge('sas.appointments.oldest_waiting', { unit: 'ms' }),
  };
  const all = Object.values(gauges);
  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = async (result) => {
    const counted = await count().catch(() => undefined);
    if (!counted) return;
    result.observe(gauges.waiting, counted.waiting);
    result.observe(gauges.aside, counted.aside);
    result.observe(gauges.oldest, counted.oldestWaitingMilliseconds);
  };
  meter.addBatchObservableCallback(observe, all);

  return {
    measure: (interaction, send) =>
      tracer.startActiveSpan(
        'sas.appointments.exchange',
        { kind: api.SpanKind.CLIENT, attributes: { 'sas.interaction': interaction } },
        async (span) => {
          const startedAt = performance.now();
          const sent = await send();
          const attributes = {
            'sas.interaction': interaction,
            'sas.outcome': sent.outcome,
            ...('failure' in sent && sent.failure.status !== undefined
              ? { 'http.response.status_code': sent.failure.status }
              : {}),
          };
          span.setAttributes(attributes);
          if (sent.outcome !== 'delivered') span.setStatus({ code: api.SpanStatusCode.ERROR });
          span.end();
          duration.record(performance.now() - startedAt, attributes);
          return sent;
        },
      ),
    stop: () => meter.removeBatchObservableCallback(observe, all),
  };
}
