import { type AuditEvent, type AuditTrail, SasError } from '@sas-sos/core';
import type * as fhir from 'fhir/r4.js';

/** Options of an audit trail of FHIR resources. */
export interface FhirAuditTrailOptions {
  /** Name of the vendor's system, as the records show it: `agenda.example`. */
  readonly observer: string;
  /** Stores one record, an `AuditEvent` of FHIR R4 without an id. */
  readonly store: (record: fhir.AuditEvent) => void | Promise<void>;
}

const dicom = 'http://dicom.nema.org/resources/ontology/DCM';
const terminology = 'http://terminology.hl7.org/CodeSystem';

/** Create, read, update, or execute: a search, and a request of which nothing is known. */
const actions = {
  create: 'C',
  read: 'R',
  capabilities: 'R',
  update: 'U',
  'search-type': 'E',
} as const satisfies Record<NonNullable<AuditEvent['interaction']>, string>;

/**
 * Creates an audit trail that stores each exchange as an `AuditEvent` of FHIR R4, with the codes of
 * IHE ATNA: who (the application of the certificate), what, when, and the outcome. Like
 * {@link AuditEvent}, a record holds nothing of the query or the body. On whose behalf the platform
 * asks is not in it, since no request says it.
 *
 * @throws SasError `SAS_OPTION_INVALID` when an option is invalid.
 * @example
 * ```ts
 * const audit = createFhirAuditTrail({
 *   observer: 'agenda.example',
 *   store: (record) => console.log(JSON.stringify(record)),
 * });
 * ```
 * @see https://hl7.org/fhir/R4/auditevent.html
 */
export function createFhirAuditTrail({ observer, store }: FhirAuditTrailOptions): AuditTrail {
  if (typeof observer !== 'string' || observer.trim() === '') {
    throw SasError.ofOption('observer', 'give the name of your system.');
  }
  if (typeof store !== 'function') throw SasError.ofOption('store', 'give a function.');
  return { record: (event) => store(toFhirAuditEvent(event, observer)) };
}

function toFhirAuditEvent(event: AuditEvent, observer: string): fhir.AuditEvent {
  const { interaction, resourceType, status, outcomeCodes } = event;
  return {
    resourceType: 'AuditEvent',
    type: {
      system: `${terminology}/audit-event-type`,
      code: 'rest',
      display: 'RESTful Operation',
    },
    ...(interaction && {
      subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: interaction }],
    }),
    action: interaction ? actions[interaction] : 'E',
    recorded: event.recordedAt,
    outcome: toOutcome(status),
    outcomeDesc: [`HTTP ${status}`, ...outcomeCodes].join(' '),
    agent: [toCaller(event), toServer(observer)],
    source: {
      observer: { display: observer },
      type: [{ system: `${terminology}/security-source-type`, code: '4' }],
    },
    ...(resourceType && {
      entity: [
        {
          type: { system: 'http://hl7.org/fhir/resource-types', code: resourceType },
          name: resourceType,
        },
      ],
    }),
  };
}

/** Success; refused, and the caller's to correct; failed on this side. */
function toOutcome(status: number): '0' | '4' | '8' {
  if (status >= 500) return '8';
  return status >= 400 ? '4' : '0';
}

/** The application that asked: who it is by its certificate, and where it called from. */
function toCaller(event: AuditEvent): fhir.AuditEventAgent {
  const { caller, presentedSubject, certificateFingerprint, remoteAddress } = event;
  const name = caller ?? presentedSubject;
  return {
    type: {
      coding: [{ system: dicom, code: '110153', display: 'Source Role ID' }],
    },
    who: {
      ...(certificateFingerprint && {
        identifier: {
          type: { text: 'SHA-256 of the client certificate' },
          value: certificateFingerprint,
        },
      }),
      display: name ?? 'unknown caller',
    },
    requestor: true,
    ...(remoteAddress && { network: { address: remoteAddress, type: '2' as const } }),
  };
}

function toServer(observer: string): fhir.AuditEventAgent {
  return {
    type: {
      coding: [{ system: dicom, code: '110152', display: 'Destination Role ID' }],
    },
    who: { display: observer },
    requestor: false,
  };
}
