/** Attributes of a span or a measurement, by their names in the semantic conventions. */
export type TelemetryAttributes = Readonly<Record<string, string | number>>;

/** The part of OpenTelemetry's API that is used. */
export interface OpenTelemetry {
  readonly trace?: { getTracer(scope: string): Tracer } | undefined;
  readonly metrics?: { getMeter(scope: string): Meter } | undefined;
}

interface Tracer {
  startActiveSpan<Value>(
    name: string,
    options: { readonly kind: number; readonly attributes: TelemetryAttributes },
    run: (span: Span) => Value,
  ): Value;
}

interface Span {
  setAttributes(attributes: TelemetryAttributes): unknown;
  setStatus(status: { readonly code: number }): unknown;
  end(): void;
}

interface InstrumentOptions {
  readonly description: string;
  readonly unit: string;
  readonly advice?: { readonly explicitBucketBoundaries: number[] };
}

interface Meter {
  createHistogram(
    name: string,
    options: InstrumentOptions,
  ): { record(value: number, attributes: TelemetryAttributes): void };
  createObservableGauge(name: string, options: InstrumentOptions): object;
  addBatchObservableCallback(callback: ObserveGauges, gauges: object[]): void;
  removeBatchObservableCallback(callback: ObserveGauges, gauges: object[]): void;
}

/** Gives the values of gauges, when they are read. */
export type ObserveGauges = (result: {
  observe(gauge: object, value: number): void;
}) => Promise<void>;

// Every 1.x version of the API keeps what was registered here, so that all copies of it in a process
// share it. Reading it needs no import, which bundlers would have to resolve where the API is absent.
const key = Symbol.for('opentelemetry.js.api.1');

/** Returns what is registered with OpenTelemetry's API; `undefined` if nothing ever was. */
export function readOpenTelemetry(): OpenTelemetry | undefined {
  return (globalThis as { readonly [key]?: OpenTelemetry })[key];
}
