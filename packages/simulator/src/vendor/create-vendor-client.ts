import {
  type Check,
  checkAssociationAnswer,
  checkPlaceAnswer,
  checkRegulatorAnswer,
  checkSlotAnswer,
  mergeChecks,
  readOutcomeText,
  readSearchSet,
  type SearchAnswer,
  type SearchSet,
  type VendorAnswer,
} from '@sas-sos/conformance';
import type { Clock, Logger } from '@sas-sos/core';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import type { ExchangeLog } from '../exchanges/exchange.js';
import type { FaultSwitches } from '../faults/fault-switches.js';
import { toFoundAssociations } from './answer/to-found-associations.js';
import { toFoundPlaces } from './answer/to-found-places.js';
import { createVendorCaller, type VendorCall } from './call/create-vendor-caller.js';
import type { VendorRequest } from './call/vendor-request.js';
import { toRegulatorRequest } from './to-regulator-request.js';
import { toSlotSearchRequest } from './to-slot-search-request.js';
import type { CallFailure, VendorClient } from './vendor-client.js';

/** What the platform's calls stand on. */
interface VendorClientOptions {
  /** The vendor's FHIR base. */
  readonly vendorUrl: string;
  /** Connections that present the platform's certificate; none: plain http. */
  readonly dispatcher?: MutualTlsDispatcher | undefined;
  readonly exchanges: ExchangeLog;
  readonly faults: FaultSwitches;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * How long the platform waits for a whole answer.
   *
   * @defaultValue 7000
   */
  readonly timeoutMilliseconds?: number | undefined;
}

/** Associations in one search. */
const batchSize = 25;

const searchHeaders = { accept: 'application/json+fhir' };
const organizationRequest: VendorRequest = {
  flow: 'associations',
  method: 'GET',
  resourceType: 'Organization',
  parameters: {},
  headers: searchHeaders,
  body: null,
};
const locationRequest: VendorRequest = {
  ...organizationRequest,
  resourceType: 'Location',
  parameters: { _include: 'Location:organization' },
};

/** Makes what calls the vendor's software as the platform does. */
export function createVendorClient(options: VendorClientOptions): VendorClient {
  const { logger } = options;
  const caller = createVendorCaller({ ...options, dispatcher: options.dispatcher });

  /** Asks for a search set, and reads it. */
  async function search(
    request: VendorRequest,
    check: (answer: SearchAnswer) => readonly Check[],
  ): Promise<Search> {
    const kept: { answer?: VendorAnswer; set?: SearchSet | undefined } = {};
    const call = await caller(request, (given) => {
      const set = given.status === 200 ? readSearchSet(given.data) : undefined;
      // With two answers at once, the first is the one that counts.
      kept.answer ??= given;
      if (kept.answer === given) kept.set = set;
      return check({ call: given, set });
    });
    if (kept.set) return { outcome: 'found', call, set: kept.set };
    const failure = toFailure(call);
    logger.warn({ flow: request.flow, status: call.answer?.status }, 'The vendor gave no results');
    return { outcome: 'failed', call, failure };
  }

  return {
    async searchSlots({ sirets, from, to }) {
      const asked = [...new Set(sirets)];
      const calls: VendorCall[] = [];
      const sets: SearchSet[] = [];
      for (let start = 0; start < asked.length; start += batchSize) {
        const query = { sirets: asked.slice(start, start + batchSize), from, to };
        const found = await search(toSlotSearchRequest(query), (answer) =>
          checkSlotAnswer({ ...answer, query }),
        );
        calls.push(found.call);
        const exchanges = calls.flatMap((call) => call.exchanges);
        if (found.outcome === 'failed') return { ...found.failure, exchanges };
        sets.push(found.set);
      }
      const places = toFoundPlaces(sets);
      return {
        outcome: 'found',
        places,
        slots: places.reduce((count, { slots }) => count + slots.length, 0),
        durationMilliseconds: calls.reduce(
          (sum, { answer }) => sum + (answer?.durationMilliseconds ?? 0),
          0,
        ),
        checks: mergeChecks(calls.map(({ checks }) => checks)),
        exchanges: calls.flatMap((call) => call.exchanges),
      };
    },

    async listAssociations() {
      const organizations = await search(organizationRequest, checkAssociationAnswer);
      if (organizations.outcome === 'failed') return organizations.failure;
      const locations = await search(locationRequest, (answer) =>
        checkPlaceAnswer(answer, organizations.set),
      );
      const exchanges = [...organizations.call.exchanges, ...locations.call.exchanges];
      if (locations.outcome === 'failed') return { ...locations.failure, exchanges };
      return {
        outcome: 'found',
        associations: toFoundAssociations(organizations.set, locations.set),
        checks: mergeChecks([organizations.call.checks, locations.call.checks]),
        exchanges,
      };
    },

    async sendRegulator(regulator, interaction) {
      const request = toRegulatorRequest(regulator, interaction);
      const { answer, failure, checks, exchanges } = await caller(request, (given) =>
        checkRegulatorAnswer(given, { ...interaction, isActive: regulator.isActive }),
      );
      return {
        status: answer?.status ?? null,
        text: answer ? readOutcomeText(answer.data) : (failure ?? ''),
        checks,
        exchange: exchanges[0],
      };
    },
  };
}

type Search =
  | { readonly outcome: 'found'; readonly call: VendorCall; readonly set: SearchSet }
  | { readonly outcome: 'failed'; readonly call: VendorCall; readonly failure: CallFailure };

function toFailure({ answer, failure, exchanges }: VendorCall): CallFailure {
  const known = { outcome: 'failed', exchanges } as const;
  if (!answer) return { ...known, message: failure ?? '', detail: null };
  const detail = readOutcomeText(answer.data) || null;
  const { status } = answer;
  const message =
    status === 200
      ? 'Sa réponse n’est pas un Bundle de FHIR.'
      : `Il a répondu par le statut ${status}, là où 200 est attendu.`;
  return { ...known, message, detail };
}
