import type { Agenda, Clock, Logger, TimeZone } from '@sas-sos/core';
import type { FhirTarget } from '@sas-sos/fhir-http';
import type { Directory } from './directory/directory.js';
import type { FaultReporter } from './fault-reporter.js';
import type { BundleTexts } from './fhir/bundle-texts.js';
import type { MappingOptions } from './fhir/mapping-options.js';

/** Shared by all interactions. */
export interface SlotService {
  readonly agenda: Agenda;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly faults: FaultReporter;
  /** Zone of bounds without offset. */
  readonly zone: TimeZone;
  readonly maxAssociations: number;
  readonly mapping: MappingOptions;
  readonly getDirectory: (signal: AbortSignal) => Promise<Directory>;
  readonly getTexts: (directory: Directory, baseUrl: string) => BundleTexts;
}

/** A request for slots or the directory: its URL, and how to answer it. */
export interface SlotRequest extends FhirTarget {
  readonly signal: AbortSignal;
  /** Whether to refuse unknown parameters. */
  readonly strict: boolean;
}

/** URL of a search as it was requested: the `self` link of its answer. */
export function toSelfUrl(request: SlotRequest): string {
  const url = `${request.baseUrl}/${request.segments.join('/')}`;
  return request.query === '' ? url : `${url}?${request.query}`;
}
