import { isSasError } from '@sas-sos/core';
import {
  type OpenTelemetry,
  readOpenTelemetry,
  type TelemetryAttributes,
} from './open-telemetry.js';

/** What is measured. */
export interface MeasureOptions {
  /** The package that measures. */
  readonly scope: `@sas-sos/${string}`;
  /** Name of the span; that of the histogram is this and `.duration`. */
  readonly name: `sas.${string}`;
  /** What the histogram counts, for people who read it. */
  readonly description: string;
  /**
   * Whether it is a call to another system.
   *
   * @defaultValue false
   */
  readonly isClient?: boolean | undefined;
}

/** What is recorded of something that has ended. */
export interface MeasuredOutcome {
  readonly attributes: TelemetryAttributes;
  /** Whether it failed on this side, or in the called system. */
  readonly isError: boolean;
}

/** Runs something within a span, and records how long it took, in seconds. */
export type Measure = <Value>(
  /** What is known before it runs. */
  attributes: TelemetryAttributes,
  run: () => Promise<Value>,
  toOutcome: (value: Value) => MeasuredOutcome,
) => Promise<Value>;

const internal = 0;
const client = 2;
const error = 2;

/** Those of the conventions for HTTP, in seconds. */
const boundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * Creates a function that measures with OpenTelemetry, if a provider is registered when it is
 * called; otherwise it only runs what it is given.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/
 */
export function createMeasure({ scope, name, description, isClient }: MeasureOptions): Measure {
  let meters: OpenTelemetry['metrics'];
  let histogram: { record(value: number, attributes: TelemetryAttributes): void } | undefined;

  function histogramOf(current: OpenTelemetry['metrics']) {
    if (current !== meters) {
      meters = current;
      histogram = current?.getMeter(scope).createHistogram(`${name}.duration`, {
        description,
        unit: 's',
        advice: { explicitBucketBoundaries: boundaries },
      });
    }
    return histogram;
  }

  return async (attributes, run, toOutcome) => {
    const api = readOpenTelemetry();
    if (!api?.trace && !api?.metrics) return run();
    const durations = histogramOf(api.metrics);
    const startedAt = performance.now();

    const kind = isClient ? client : internal;
    const watch = async (end: (outcome: MeasuredOutcome) => void) => {
      try {
        const value = await run();
        end(toOutcome(value));
        return value;
      } catch (failure) {
        const type = isSasError(failure) ? failure.code : '_OTHER';
        end({ attributes: { 'error.type': type }, isError: true });
        throw failure;
      }
    };
    const record = (outcome: MeasuredOutcome) =>
      durations?.record((performance.now() - startedAt) / 1000, {
        ...attributes,
        ...outcome.attributes,
      });
    if (!api.trace) return watch(record);
    return api.trace.getTracer(scope).startActiveSpan(name, { kind, attributes }, (span) =>
      watch((outcome) => {
        span.setAttributes(outcome.attributes);
        if (outcome.isError) span.setStatus({ code: error });
        span.end();
        record(outcome);
      }),
    );
  };
}
