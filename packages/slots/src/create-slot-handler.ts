import {
  type Agenda,
  type Clock,
  createTimeZone,
  type Logger,
  SasError,
  systemClock,
} from '@sas-sos/core';
import {
  createPartHandler,
  type FhirHandler,
  type FhirHandlerContext,
  implementationGuide,
  type ReadableRequest,
  type Reply,
  readLimit,
  readLogger,
  resolveFhirTarget,
} from '@sas-sos/fhir-http';
import type { AgendaFaultCode } from './agenda-fault.js';
import type { Directory } from './directory/directory.js';
import { createDirectoryCache } from './directory/directory-cache.js';
import { createFaultReporter } from './fault-reporter.js';
import { type BundleTexts, createBundleTexts } from './fhir/bundle-texts.js';
import type { MappingOptions } from './fhir/mapping-options.js';
import { readResource } from './read-resource.js';
import { searchLocations, searchOrganizations } from './search-directory.js';
import { searchFreeSlots, searchSchedules } from './search-slots.js';
import { slotResources } from './slot-resources.js';
import type { SlotRequest, SlotService } from './slot-service.js';

/** Options of {@link createSlotHandler}. */
export interface SlotHandlerOptions extends MappingOptions {
  /** The vendor's agenda. */
  readonly agenda: Agenda;
  /**
   * IANA name of the zone of bounds without offset, and of mainland places without their own zone.
   *
   * @defaultValue `Europe/Paris`
   */
  readonly timeZone?: string | undefined;
  /**
   * How long the answer of `listAssociations` is cached, in milliseconds.
   *
   * @defaultValue 60 000
   */
  readonly directoryMaxAge?: number | undefined;
  /**
   * Maximum number of associations in one search; the platform asks for 25 at most.
   *
   * @defaultValue 100
   */
  readonly maxAssociations?: number | undefined;
  /** @defaultValue logs nothing */
  readonly logger?: Logger | undefined;
  /** @defaultValue the machine's clock */
  readonly clock?: Clock | undefined;
}

/** The handler of Schedule, Slot, Location and Organization. */
export interface SlotHandler extends FhirHandler {
  /** How often each fault of the agenda occurred since the handler was created. */
  readonly faultCounts: () => Readonly<Partial<Record<AgendaFaultCode, number>>>;
}

// prelude: import { agenda } from './agenda.js';
/**
 * Creates the handler of INT_SOS1 and INT_SOS-transco from a vendor's agenda: the platform's search
 * for free slots, and read and search on Schedule, Slot, Location and Organization.
 *
 * @throws SasError `SAS_OPTION_INVALID`, `SAS_TIME_ZONE_UNKNOWN`
 * @example A whole endpoint
 * ```ts
 * import { createGateway } from '@sas-sos/gateway';
 *
 * const slots = createSlotHandler({ agenda, placeIdSystem: 'https://editeur.example/ids' });
 * const gateway = createGateway({ parts: [slots], baseUrl: 'https://agenda.example/fhir' });
 * ```
 */
export function createSlotHandler(options: SlotHandlerOptions): SlotHandler {
  const { agenda, timeZone, placeIdSystem, placeIdentifier, freeTextReasonCode } =
    checkOptions(options);
  const mapping = { placeIdSystem, placeIdentifier, freeTextReasonCode };
  const logger = readLogger(options.logger);
  const clock = options.clock ?? systemClock;
  const faults = createFaultReporter(logger);
  const directories = createDirectoryCache({
    agenda,
    clock,
    logger,
    timeZone,
    maxAge: options.directoryMaxAge ?? 60_000,
    onRead: (directory) => faults.reportAll(directory.faults),
  });
  const service: SlotService = {
    agenda,
    clock,
    logger,
    faults,
    zone: createTimeZone(timeZone ?? 'Europe/Paris'),
    maxAssociations: readLimit('maxAssociations', options.maxAssociations, {
      defaultValue: 100,
      least: 25,
    }),
    mapping,
    getDirectory: (signal) => directories.get(signal),
    getTexts: rememberLast((directory, baseUrl) => createBundleTexts(directory, baseUrl, mapping)),
  };

  const handle = createPartHandler((request, context) => route(service, request, context), {
    logger,
    failure: 'a search could not be answered',
  });

  return Object.assign(handle, {
    resources: slotResources,
    instantiates: implementationGuide.agenda,
    check: async (signal: AbortSignal): Promise<void> => {
      await directories.get(signal);
    },
    faultCounts: () => faults.counts(),
  });
}

async function route(
  service: SlotService,
  request: ReadableRequest,
  context: FhirHandlerContext,
): Promise<Reply> {
  const target = resolveFhirTarget(request, context);
  const [type, id, ...rest] = target.segments;
  const isServed = slotResources.some((resource) => resource.type === type);
  if (type === undefined || !isServed || rest.length > 0)
    throw new SasError('SAS_REQUEST_NOT_FOUND');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'HEAD'] });
  }
  const asked: SlotRequest = {
    ...target,
    signal: context.signal ?? request.signal,
    strict: /\bhandling\s*=\s*strict\b/i.test(request.headers.get('prefer') ?? ''),
  };
  if (id !== undefined) return readResource(service, asked, type, id);
  if (type === 'Schedule') return searchSchedules(service, asked);
  if (type === 'Slot') return searchFreeSlots(service, asked);
  if (type === 'Location') return searchLocations(service, asked);
  return searchOrganizations(service, asked);
}

/** Caches the texts of the last directory and base address: they rarely change in a deployment. */
function rememberLast(
  create: (directory: Directory, baseUrl: string) => BundleTexts,
): (directory: Directory, baseUrl: string) => BundleTexts {
  let last: { directory: Directory; baseUrl: string; texts: BundleTexts } | undefined;
  return (directory, baseUrl) => {
    if (last?.directory !== directory || last.baseUrl !== baseUrl) {
      last = { directory, baseUrl, texts: create(directory, baseUrl) };
    }
    return last.texts;
  };
}

function checkOptions(options: SlotHandlerOptions): SlotHandlerOptions {
  const { agenda, placeIdSystem, directoryMaxAge = 0 } = options;
  if (
    typeof agenda?.listAssociations !== 'function' ||
    typeof agenda.findFreeSlots !== 'function'
  ) {
    throw SasError.ofOption('agenda', 'give an object with listAssociations and findFreeSlots.');
  }
  if (typeof placeIdSystem !== 'string' || !uri.test(placeIdSystem)) {
    throw SasError.ofOption('placeIdSystem', 'give a URI, urn:oid:… or https://….');
  }
  if (![undefined, 'internal', 'national'].includes(options.placeIdentifier)) {
    throw SasError.ofOption('placeIdentifier', 'give internal or national.');
  }
  const { freeTextReasonCode = null } = options;
  if (freeTextReasonCode !== null && !/^\S+$/.test(freeTextReasonCode)) {
    throw SasError.ofOption('freeTextReasonCode', 'give a code, or null.');
  }
  if (typeof directoryMaxAge !== 'number' || !(directoryMaxAge >= 0)) {
    throw SasError.ofOption('directoryMaxAge', 'give 0 or more milliseconds.');
  }
  return options;
}

// An OID has digits; any other system is a URI with its own scheme.
const uri = /^(?:urn:oid:[0-2](?:\.\d+)+|(?!urn:oid:)[a-z][a-z0-9+.-]*:\S+)$/i;
