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
  type SlotSearch,
  type VendorAnswer,
} from '@sas-sos/conformance';
import type { Clock, Logger } from '@sas-sos/core';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import type { ExchangeLog } from '../../state/exchange-log.js';
import type { FaultSwitches } from '../../state/fault-switches.js';
import type { PlatformRegulator } from '../../state/platform-state.js';
import { type CallFailure, toCallFailure } from './call-failure.js';
import type { FoundPlace, ListedAssociation } from './found-place.js';
import { type LeftOutSlots, toFoundAssociations, toFoundPlaces } from './found-places.js';
import type { RawRequest } from './raw-request.js';
import { checkReplay } from './replay.js';
import { createVendorCaller, type VendorCall } from './vendor-caller.js';
import {
  locationRequest,
  organizationRequest,
  type RegulatorInteraction,
  toRegulatorRequest,
  toSlotSearchRequest,
  type VendorRequest,
} from './vendor-request.js';

/** The platform's calls to vendors. They never reject: a failure is a result too. */
export interface VendorClient {
  /** INT_SOS1: up to 25 associations per call, as many calls as needed, one after the other. */
  searchSlots(query: SlotSearch): Promise<SlotSearchOutcome>;
  /** The same search, one outcome per call as it is answered; ends after a failure. */
  searchBatches(
    query: SlotSearch,
    about?: { readonly regulatorId?: string | undefined },
  ): AsyncIterable<SlotSearchOutcome>;
  /** INT_SOS-transco: all associations of the vendor, and their places. */
  listAssociations(): Promise<AssociationsOutcome>;
  /** INT_R02: `create`, or `update` of the account that the vendor has under `knownAs`. */
  sendRegulator(
    regulator: PlatformRegulator,
    interaction: RegulatorInteraction,
  ): Promise<RegulatorSendOutcome>;
  /** Sends a request as it is written; returns the number of the exchange. */
  replay(request: RawRequest): Promise<number>;
}

/** Result of a search. `exchanges` are numbers in the log. */
export type SlotSearchOutcome =
  | {
      readonly outcome: 'found';
      readonly places: readonly FoundPlace[];
      /** Number of slots in `places`. */
      readonly slots: number;
      /** Number of slots that the vendor sent. */
      readonly received: number;
      /** Those of them that cannot be shown, by reason. */
      readonly leftOut: readonly LeftOutSlots[];
      readonly durationMilliseconds: number;
      readonly checks: readonly Check[];
      readonly exchanges: readonly number[];
    }
  | CallFailure;

/** The associations of a vendor. */
export type AssociationsOutcome =
  | {
      readonly outcome: 'found';
      readonly associations: readonly ListedAssociation[];
      readonly checks: readonly Check[];
      readonly exchanges: readonly number[];
    }
  | CallFailure;

/** The vendor's answer about an account. */
export interface RegulatorSendOutcome {
  /** Null if there was no answer. */
  readonly status: number | null;
  /** The vendor's message, or why there is no answer, in French; may be empty. */
  readonly text: string;
  readonly checks: readonly Check[];
  readonly exchange: number;
}

/** Dependencies of the platform's calls. */
interface VendorClientOptions {
  /** The vendor's FHIR base. */
  readonly vendorUrl: string;
  /** Connections that present the platform's certificate; plain http if absent. */
  readonly dispatcher?: MutualTlsDispatcher | undefined;
  readonly exchanges: ExchangeLog;
  readonly faults: FaultSwitches;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * How long the platform waits for a complete answer.
   *
   * @defaultValue 7000
   */
  readonly timeoutMilliseconds?: number | undefined;
}

/** Maximum number of associations in one search. */
const batchSize = 25;

/** Creates a client that calls the vendor's software as the platform does. */
export function createVendorClient(options: VendorClientOptions): VendorClient {
  const { logger } = options;
  const caller = createVendorCaller({ ...options, dispatcher: options.dispatcher });

  /** Requests a search set, and parses it. */
  async function search(
    request: VendorRequest,
    check: (answer: SearchAnswer) => readonly Check[],
  ): Promise<Search> {
    const kept: { answer?: VendorAnswer; set?: SearchSet | undefined } = {};
    const call = await caller(request, (given) => {
      const set = given.status === 200 ? readSearchSet(given.data) : undefined;
      // Of two concurrent answers, the first one counts.
      kept.answer ??= given;
      if (kept.answer === given) kept.set = set;
      return check({ call: given, set });
    });
    // Without the answer: its data is larger than all that is read from it.
    const { checks, exchanges } = call;
    const durationMilliseconds = call.answer?.durationMilliseconds ?? 0;
    if (kept.set) {
      return { outcome: 'found', set: kept.set, checks, exchanges, durationMilliseconds };
    }
    const failure = toCallFailure(call, options.vendorUrl);
    logger.warn({ flow: request.flow, status: call.answer?.status }, 'The vendor gave no results');
    return { outcome: 'failed', exchanges, failure };
  }

  /** One call per 25 associations, one after the other; the last one may have failed. */
  async function* callBatches(
    { sirets, from, to }: SlotSearch,
    regulatorId?: string,
  ): AsyncGenerator<Search> {
    const asked = [...new Set(sirets)];
    for (let start = 0; start < asked.length; start += batchSize) {
      const query = { sirets: asked.slice(start, start + batchSize), from, to };
      const result = await search({ ...toSlotSearchRequest(query), regulatorId }, (answer) =>
        checkSlotAnswer({ ...answer, query }),
      );
      yield result;
      if (result.outcome === 'failed') return;
    }
  }

  return {
    async searchSlots(query) {
      const results: FoundSearch[] = [];
      for await (const result of callBatches(query)) {
        if (result.outcome === 'found') {
          results.push(result);
          continue;
        }
        const exchanges = [...results, result].flatMap((search) => search.exchanges);
        return { ...result.failure, exchanges };
      }
      return toOutcome(results);
    },

    async *searchBatches(query, about) {
      for await (const result of callBatches(query, about?.regulatorId)) {
        yield result.outcome === 'found' ? toOutcome([result]) : result.failure;
      }
    },

    async listAssociations() {
      const organizations = await search(organizationRequest, checkAssociationAnswer);
      if (organizations.outcome === 'failed') return organizations.failure;
      const locations = await search(locationRequest, (answer) =>
        checkPlaceAnswer(answer, organizations.set),
      );
      const exchanges = [...organizations.exchanges, ...locations.exchanges];
      if (locations.outcome === 'failed') return { ...locations.failure, exchanges };
      return {
        outcome: 'found',
        associations: toFoundAssociations(organizations.set, locations.set),
        checks: mergeChecks([organizations.checks, locations.checks]),
        exchanges,
      };
    },

    async replay(request) {
      const { exchanges } = await caller(request, (answer) => checkReplay(request, answer));
      return exchanges[0];
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

interface FoundSearch extends Pick<VendorCall, 'checks' | 'exchanges'> {
  readonly outcome: 'found';
  readonly set: SearchSet;
  readonly durationMilliseconds: number;
}

type Search =
  | FoundSearch
  | (Pick<VendorCall, 'exchanges'> & {
      readonly outcome: 'failed';
      readonly failure: CallFailure;
    });

function toOutcome(results: readonly FoundSearch[]): SlotSearchOutcome {
  const sets = results.map(({ set }) => set);
  const { places, leftOut } = toFoundPlaces(sets);
  return {
    outcome: 'found',
    places,
    slots: places.reduce((count, { slots }) => count + slots.length, 0),
    received: sets.reduce((count, { slots }) => count + slots.length, 0),
    leftOut,
    durationMilliseconds: results.reduce((sum, result) => sum + result.durationMilliseconds, 0),
    checks: mergeChecks(results.map(({ checks }) => checks)),
    exchanges: results.flatMap(({ exchanges }) => exchanges),
  };
}
