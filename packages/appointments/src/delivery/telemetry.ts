import type { OutboxCount } from '@sas-sos/core';
import { createMeasure, type ObserveGauges, readOpenTelemetry } from '@sas-sos/fhir-http';
import type { SendOutcome } from './send-appointment.js';

/** Metrics and spans of OpenTelemetry, if a provider is registered; otherwise it does nothing. */
export interface DeliveryTelemetry {
  /** Runs an exchange with the platform within a span, and records its outcome. */
  measure(interaction: string, send: () => Promise<SendOutcome>): Promise<SendOutcome>;
  /** Stops the metrics of the outbox. */
  stop(): void;
}

/** Creates the telemetry of delivery; gauges need a provider that is registered before. */
export function createDeliveryTelemetry(count: () => Promise<OutboxCount>): DeliveryTelemetry {
  const scope = '@sas-sos/appointments';
  const measure = createMeasure({
    scope,
    name: 'sas.appointments.exchange',
    description: 'Duration of exchanges with the platform that report an appointment.',
    isClient: true,
  });
  return {
    measure: (interaction, send) =>
      measure({ 'sas.interaction': interaction }, send, (sent) => ({
        attributes: {
          'sas.outcome': sent.outcome,
          ...('failure' in sent && { 'error.type': sent.failure.code }),
          ...('failure' in sent &&
            sent.failure.status !== undefined && {
              'http.response.status_code': sent.failure.status,
            }),
        },
        isError: sent.outcome !== 'delivered',
      })),
    stop: observeOutbox(count, scope),
  };
}

/** Publishes what is unfinished in the outbox; returns a function that stops it. */
function observeOutbox(count: () => Promise<OutboxCount>, scope: string): () => void {
  const meter = readOpenTelemetry()?.metrics?.getMeter(scope);
  if (!meter) return () => {};
  const create = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(`sas.appointments.${name}`, { unit, description });
  const waiting = create('waiting', '{report}', 'Reports that wait to be delivered.');
  const aside = create('aside', '{report}', 'Reports kept aside, until a person decides.');
  const oldest = create('oldest_waiting', 's', 'Age of the oldest report that waits.');
  const all = [waiting, aside, oldest];
  const observe: ObserveGauges = async (result) => {
    const counted = await count().catch(() => undefined);
    if (!counted) return;
    result.observe(waiting, counted.waiting);
    result.observe(aside, counted.aside);
    result.observe(oldest, counted.oldestWaitingMilliseconds / 1000);
  };
  meter.addBatchObservableCallback(observe, all);
  return () => meter.removeBatchObservableCallback(observe, all);
}
