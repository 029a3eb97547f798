import { randomUUID } from 'node:crypto';
import { type Check, checkAppointment, checkAppointmentLife } from '@sas-sos/conformance';
import { type Clock, SasError } from '@sas-sos/core';
import { type FhirTarget, parseJsonBody } from '@sas-sos/fhir-http';
import type { Appointment, Bundle } from 'fhir/r4.js';
import type { ReportedAppointment } from '../../state/platform-state.js';
import type { StateStore } from '../../state/state-store.js';
import { readIdentifierQuery } from './identifier-query.js';
import { type PlatformAnswer, toPlatformCapabilities, toRefusal } from './platform-answer.js';
import { findReported, recordReport } from './reported-appointments.js';

/** A request of INT_R03, with its body read. */
export interface PlatformRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly target: FhirTarget;
  readonly body: Uint8Array;
}

interface Platform {
  readonly state: StateStore;
  readonly clock: Clock;
}

/**
 * Answers a request, and stores the report in it.
 *
 * @throws SasError for errors that FHIR defines an answer for: an unknown path, another method, a
 *   body that is not JSON.
 */
export function answerPlatformRequest(
  platform: Platform,
  request: PlatformRequest,
): PlatformAnswer {
  const { target, method } = request;
  const [type, id, ...rest] = target.segments;
  const isRead = method === 'GET' || method === 'HEAD';
  if (type === 'metadata' && id === undefined) {
    if (!isRead) throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'HEAD'] });
    const date = new Date(platform.clock.now()).toISOString();
    return toAnswer(200, { resource: toPlatformCapabilities(target.baseUrl, date) });
  }
  if (type !== 'Appointment' || rest.length > 0) throw new SasError('SAS_REQUEST_NOT_FOUND');
  if (id !== undefined) {
    // Reports identify an appointment by the vendor's identifier, never by the platform's id.
    if (!isRead) throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'HEAD'] });
    return read(platform, id);
  }
  if (isRead) return search(platform, target);
  if (method === 'POST') return create(platform, request);
  if (method === 'PUT') return update(platform, request);
  throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'HEAD', 'POST', 'PUT'] });
}

function read({ state }: Platform, id: string): PlatformAnswer {
  const appointment = state.read().appointments.find((candidate) => candidate.id === id);
  if (!appointment) throw new SasError('SAS_RESOURCE_NOT_FOUND');
  return toAnswer(200, { resource: latestOf(appointment) });
}

function search({ state }: Platform, { query, baseUrl }: FhirTarget): PlatformAnswer {
  const read = readIdentifierQuery(query);
  if ('refusal' in read) return toRefusal(400, [read.refusal]);
  const matches = findReported(state.read(), read.identifier);
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    total: matches.length,
    link: [{ relation: 'self', url: `${baseUrl}/Appointment?${query}` }],
    ...(matches.length === 0
      ? {}
      : {
          entry: matches.map((match) => ({
            fullUrl: `${baseUrl}/Appointment/${match.id}`,
            resource: latestOf(match),
            search: { mode: 'match' as const },
          })),
        }),
  };
  return toAnswer(200, { resource: bundle, checks: read.checks });
}

function create(platform: Platform, request: PlatformRequest): PlatformAnswer {
  if (request.headers.has('if-none-exist')) {
    const text = 'La création conditionnelle (If-None-Exist) n’est pas de ce flux.';
    return toRefusal(400, [{ code: 'not-supported', text }]);
  }
  const report = readReport(request);
  if ('status' in report) return report;
  // The server assigns the id, even if the body has one.
  return take(platform, request, { ...report, interaction: 'create', id: randomUUID() });
}

/** A conditional update: creates the appointment if it does not exist. */
function update(platform: Platform, request: PlatformRequest): PlatformAnswer {
  const query = readIdentifierQuery(request.target.query);
  if ('refusal' in query) return toRefusal(400, [query.refusal]);
  const report = readReport(request);
  if ('status' in report) return report;
  const { identifier, appointment } = report;
  const checks = [...query.checks, ...report.checks];
  const isSame =
    identifier.system === query.identifier.system && identifier.value === query.identifier.value;
  if (!isSame) {
    const text = 'L’identifiant de la requête et celui du rendez-vous diffèrent.';
    const finding = { code: 'value', text, expression: 'Appointment.identifier[0]' } as const;
    return toRefusal(400, [finding], { checks });
  }
  const matches = findReported(platform.state.read(), identifier);
  if (matches.length > 1) {
    const text = 'Plusieurs rendez-vous portent cet identifiant : lequel changer ?';
    return toRefusal(412, [{ code: 'multiple-matches', text }], { checks });
  }
  const [match] = matches;
  if (match && appointment.id !== undefined && appointment.id !== match.id) {
    const text = 'L’id de la ressource n’est pas celui que la plateforme lui a donné : retirez-le.';
    return toRefusal(400, [{ code: 'value', text, expression: 'Appointment.id' }], { checks });
  }
  const id = match?.id ?? randomUUID();
  return take(platform, request, { ...report, checks, interaction: 'update', id });
}

interface ReadReport {
  readonly appointment: Appointment;
  readonly identifier: ReportedAppointment['identifier'];
  readonly checks: readonly Check[];
}

function readReport({ headers, body }: PlatformRequest): ReadReport | PlatformAnswer {
  checkMediaType(headers);
  const value = parseJsonBody(body, { expression: 'Appointment' });
  const { checks, refusal } = checkAppointment(value);
  if (refusal) return toRefusal(refusal.status, refusal.issues, { checks });
  const appointment = value as Appointment;
  const { system, value: own } = appointment.identifier?.[0] ?? {};
  if (system === undefined || own === undefined) throw new SasError('SAS_INTERNAL');
  return { appointment, identifier: { system, value: own }, checks };
}

function checkMediaType(headers: Headers): void {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  const isJson = /^application\/(fhir\+json|json\+fhir|json)$/.test(type.trim());
  const isUtf8 = parameters.every(
    (parameter) => !/^\s*charset/.test(parameter) || /=\s*"?utf-?8"?\s*$/.test(parameter),
  );
  const isPlain = /^(identity)?$/i.test(headers.get('content-encoding')?.trim() ?? '');
  if (!isJson || !isUtf8 || !isPlain) throw new SasError('SAS_MEDIA_TYPE_UNSUPPORTED');
}

/** Stores a valid report, and returns its location. */
function take(
  { state, clock }: Platform,
  { headers, target }: PlatformRequest,
  report: ReadReport & { readonly interaction: 'create' | 'update'; readonly id: string },
): PlatformAnswer {
  const { appointment, identifier, interaction, id } = report;
  const earlier = findReported(state.read(), identifier);
  const life = checkAppointmentLife(appointment, {
    interaction,
    regulators: state
      .read()
      .regulators.flatMap(({ nationalId, technicalId }) => [nationalId ?? [], technicalId].flat()),
    known: earlier.map(latestOf),
  });
  const isNew = !earlier.some((appointment) => appointment.id === id);
  state.change((before) =>
    recordReport(before, {
      id,
      identifier,
      interaction,
      resource: appointment,
      receivedAt: clock.now(),
    }),
  );
  const isMinimal = /\breturn\s*=\s*minimal\b/i.test(headers.get('prefer') ?? '');
  return toAnswer(isNew ? 201 : 200, {
    headers: { location: `${target.baseUrl}/Appointment/${id}` },
    resource: isMinimal ? null : { ...appointment, id },
    checks: [...report.checks, ...life],
  });
}

function latestOf({ versions }: ReportedAppointment): Appointment {
  const latest = versions.at(-1);
  if (!latest) throw new SasError('SAS_INTERNAL');
  return latest.resource;
}

function toAnswer(status: number, rest: Partial<PlatformAnswer>): PlatformAnswer {
  return { status, headers: {}, resource: null, checks: [], ...rest };
}
