import type { Check, Fault, RunCounts } from '@sas-sos/conformance';
import type { Appointment } from 'fhir/r4.js';
import { z } from 'zod';
import type { BrowserState } from '../../platform/sign-on/browser-states.js';
import type { CallFailure } from '../../platform/vendor/call-failure.js';
import type { FoundPlace, ListedAssociation } from '../../platform/vendor/found-place.js';
import type {
  AssociationsOutcome,
  SlotSearchOutcome,
} from '../../platform/vendor/vendor-client.js';
import type { Exchange, ExchangeMessage, ExchangeSummary } from '../../state/exchange.js';
import type { FaultLimit } from '../../state/fault-limit.js';
import { type FaultSettings, faultsOf } from '../../state/fault-switches.js';
import type { PlatformRegulator, ReportedAppointment } from '../../state/platform-state.js';

/** Milliseconds since 1970-01-01T00:00:00Z. */
const epoch = z.number().meta({ description: 'Milliseconds since 1970-01-01T00:00:00Z' });
const number = z.int().min(1);
const count = z.int().min(0);

const error = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    mistakes: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  }),
});

const text = z.strictObject({ fr: z.string(), en: z.string() });
const fault = z.strictObject({
  resource: z.string().optional(),
  element: z.string().optional(),
  path: z.string().optional(),
  expected: z.string().optional(),
  received: z.string().optional(),
  text: text.optional(),
  code: z.string().optional(),
}) as unknown as z.ZodType<Fault>;
const check = z.strictObject({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  passed: z.boolean(),
  message: z.string(),
  faults: z.array(fault).optional(),
}) satisfies z.ZodType<Check>;

const message = z.strictObject({
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string().nullable(),
  bodyBytes: count,
}) satisfies z.ZodType<ExchangeMessage>;

const flow = z.enum(['slots', 'associations', 'regulators', 'appointments', 'sign-on']);
const exchangeHead = {
  number,
  flow,
  caller: z.enum(['platform', 'vendor', 'browser']),
  method: z.string(),
  url: z.string(),
  startedAt: epoch,
  durationMilliseconds: z.number(),
  status: z.int().nullable(),
  failure: z.string().nullable(),
  fault: z.string().nullable(),
  replayOf: number.nullable(),
  regulatorId: z.string().nullable(),
};
const exchangeSummary = z.strictObject({
  ...exchangeHead,
  errors: count,
  warnings: count,
  responseBytes: count,
}) satisfies z.ZodType<ExchangeSummary>;
const exchange = z.strictObject({
  ...exchangeHead,
  request: message,
  response: message.nullable(),
  checks: z.array(check),
}) satisfies z.ZodType<Exchange>;

const placeFields = {
  id: z.string(),
  name: z.string(),
  address: z
    .strictObject({ line: z.string(), postalCode: z.string(), city: z.string() })
    .nullable(),
  phone: z.string().nullable(),
  openingHours: z.array(
    z.strictObject({
      days: z.array(z.string()),
      opens: z.string().nullable(),
      closes: z.string().nullable(),
    }),
  ),
  position: z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable(),
};
const associationFields = { id: z.string(), siret: z.string(), name: z.string() };
const slot = z.strictObject({
  id: z.string(),
  start: z.string(),
  end: z.string(),
  startsAt: epoch,
  consultations: z.array(z.enum(['on-site', 'remote', 'home-visit'])),
  audiences: z.array(z.enum(['public', 'sas'])),
  isReserved: z.boolean(),
  isWalkIn: z.boolean(),
  reasons: z.array(z.string()),
  url: z.string().nullable(),
});
const place = z.strictObject({
  ...placeFields,
  association: z.strictObject(associationFields),
  slots: z.array(slot),
}) satisfies z.ZodType<FoundPlace>;
const association = z.strictObject({
  ...associationFields,
  places: z.array(z.strictObject(placeFields)),
}) satisfies z.ZodType<ListedAssociation>;

const callFailure = z.strictObject({
  outcome: z.literal('failed'),
  message: z.string(),
  advice: z.string().nullable(),
  detail: z.string().nullable(),
  isSimulated: z.boolean(),
  exchanges: z.array(number),
}) satisfies z.ZodType<CallFailure>;
const foundSlots = z.strictObject({
  outcome: z.literal('found'),
  places: z.array(place),
  slots: count,
  received: count,
  leftOut: z.array(
    z.strictObject({
      reason: z.enum(['no-id', 'no-instants', 'no-place', 'repeated']),
      count: z.int(),
    }),
  ),
  durationMilliseconds: z.number(),
  checks: z.array(check),
  exchanges: z.array(number),
}) satisfies z.ZodType<Extract<SlotSearchOutcome, { outcome: 'found' }>>;
const foundAssociations = z.strictObject({
  outcome: z.literal('found'),
  associations: z.array(association),
  checks: z.array(check),
  exchanges: z.array(number),
}) satisfies z.ZodType<Extract<AssociationsOutcome, { outcome: 'found' }>>;

const regulator = z.strictObject({
  id: z.string(),
  technicalId: z.string(),
  nationalId: z.string().nullable(),
  familyName: z.string(),
  givenName: z.string(),
  email: z.string(),
  isActive: z.boolean(),
  lastSent: z
    .strictObject({
      identifier: z.strictObject({ system: z.string(), value: z.string() }),
      isActive: z.boolean(),
    })
    .nullable(),
  lastCall: z
    .strictObject({
      at: epoch,
      interaction: z.enum(['create', 'update']),
      status: z.int().nullable(),
      text: z.string(),
      exchange: number,
    })
    .nullable(),
}) satisfies z.ZodType<PlatformRegulator>;

const fhirAppointment = z
  .looseObject({ resourceType: z.literal('Appointment') })
  .meta({ description: 'FHIR R4 Appointment' }) as unknown as z.ZodType<Appointment>;
const appointment = z.strictObject({
  id: z.string(),
  identifier: z.strictObject({ system: z.string(), value: z.string() }),
  versions: z.array(
    z.strictObject({
      version: number,
      receivedAt: epoch,
      interaction: z.enum(['create', 'update']),
      resource: fhirAppointment,
      isRepeat: z.boolean(),
    }),
  ),
}) satisfies z.ZodType<ReportedAppointment>;

const limit = z
  .strictObject({
    requests: z.int().nullable(),
    seconds: z.int().nullable(),
    percent: z.int().nullable(),
  })
  .nullable() satisfies z.ZodType<FaultLimit | null>;
const faults = z.strictObject({
  appointments: z.enum(faultsOf.appointments).nullable(),
  'sign-on': z.enum(faultsOf['sign-on']).nullable(),
  calls: z.enum(faultsOf.calls).nullable(),
  slowMilliseconds: z.int(),
  limits: z.strictObject({ appointments: limit, 'sign-on': limit, calls: limit }),
}) satisfies z.ZodType<FaultSettings>;

const runCounts = z.strictObject({
  passed: count,
  officialFails: count,
  officialWarns: count,
  guide: count,
  goodPractice: count,
  leftOut: count,
  notApplicable: count,
}) satisfies z.ZodType<RunCounts>;
const certificationSummary = z.strictObject({
  number,
  startedAt: epoch,
  state: z.enum(['running', 'done', 'broken']),
  steps: count,
  step: count,
  title: z.string(),
  exchanges: count,
  problem: z.string().nullable(),
  verdict: z.enum(['passed', 'failed', 'impossible']).nullable(),
  counts: runCounts.nullable(),
});
const certification = certificationSummary.extend({
  run: z
    .looseObject({ format: z.literal(1) })
    .nullable()
    .meta({ description: 'The whole run, as the JSON report of @sas-sos/conformance' }),
});

const browserState = z.strictObject({
  cookies: z.array(
    z.strictObject({
      name: z.string(),
      value: z.string(),
      domain: z.string(),
      path: z.string(),
      expires: z.number(),
      httpOnly: z.boolean(),
      secure: z.boolean(),
      sameSite: z.enum(['Strict', 'Lax', 'None']),
    }),
  ),
  origins: z.tuple([]),
}) satisfies z.ZodType<BrowserState>;

/** The answers of the API, by name. */
export const apiSchemas = {
  Error: error,
  Exchange: exchange,
  ExchangePage: z.strictObject({
    exchanges: z.array(exchangeSummary),
    count,
    before: number.nullable(),
  }),
  Journey: z.strictObject({ exchanges: z.array(exchangeSummary) }),
  FoundSlots: foundSlots,
  FoundAssociations: foundAssociations,
  CallFailure: callFailure,
  Regulator: regulator,
  Regulators: z.strictObject({ regulators: z.array(regulator) }),
  Appointment: appointment,
  Appointments: z.strictObject({ appointments: z.array(appointment) }),
  Faults: faults,
  State: z.strictObject({
    url: z.string(),
    vendorUrl: z.string(),
    origin: z.string(),
    demoPassword: z.string(),
    regulators: z.array(regulator),
    appointments: z.array(appointment),
    faults,
    exchanges: count,
  }),
  CertificationSummary: certificationSummary,
  Certifications: z.strictObject({ certifications: z.array(certificationSummary) }),
  Certification: certification,
  BrowserState: browserState,
} as const satisfies Record<string, z.ZodType>;

export type ApiSchemaName = keyof typeof apiSchemas;
