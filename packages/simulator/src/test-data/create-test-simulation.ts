import { silentLogger } from '@sas-sos/core';
import type { CertificationDesk } from '../platform/certification/certification-desk.js';
import { demoRegulators } from '../platform/regulators/demo-regulators.js';
import type { RegulatorDesk } from '../platform/regulators/regulator-desk.js';
import type { RegulatorFields } from '../platform/regulators/regulator-fields.js';
import type {
  AssociationsOutcome,
  SlotSearchOutcome,
  VendorClient,
} from '../platform/vendor/vendor-client.js';
import type { Simulation } from '../simulation.js';
import type { ExchangeDraft } from '../state/exchange.js';
import { createExchangeLog } from '../state/exchange-log.js';
import { createFaultSwitches } from '../state/fault-switches.js';
import type { PlatformRegulator, PlatformState } from '../state/platform-state.js';
import type { StateStore } from '../state/state-store.js';

/** What a test specifies of the vendor, and of past events. */
export interface TestScene {
  readonly url?: string;
  readonly now?: number;
  readonly associations?: AssociationsOutcome;
  readonly found?: SlotSearchOutcome;
  /** Outcomes of several calls; by default `found` alone. */
  readonly batches?: AsyncIterable<SlotSearchOutcome> | Iterable<SlotSearchOutcome>;
  readonly state?: Partial<PlatformState>;
  readonly certification?: CertificationDesk;
}

/** A simulation in memory, without calls: a test specifies the vendor's answers. */
export interface TestSimulation extends Simulation {
  /** The searches, earliest first. */
  readonly searches: readonly Parameters<VendorClient['searchSlots']>[0][];
  /** How often the associations were requested. */
  associationCalls(): number;
}

/** 2026-12-01T10:00:00+01:00, a Tuesday. */
export const testNow = Date.parse('2026-12-01T09:00:00Z');

export function createTestSimulation(scene: TestScene = {}): TestSimulation {
  const {
    url = 'http://127.0.0.1:4000',
    now = testNow,
    associations = { outcome: 'found', associations: [], checks: [], exchanges: [] },
    found = {
      outcome: 'found',
      places: [],
      slots: 0,
      received: 0,
      leftOut: [],
      durationMilliseconds: 12,
      checks: [],
      exchanges: [],
    },
  } = scene;
  const searches: Parameters<VendorClient['searchSlots']>[0][] = [];
  let associationCalls = 0;
  const state = createState({
    regulators: demoRegulators,
    appointments: [],
    ...scene.state,
  });
  const clock = { now: () => now };
  const exchanges = createExchangeLog();
  return {
    url,
    vendorUrl: 'http://127.0.0.1:3000/fhir',
    origin: 'sas-preprod',
    documentationUrl: 'https://docs.example/fr/',
    exchanges,
    state,
    faults: createFaultSwitches(),
    vendor: {
      searchSlots: async (query) => {
        searches.push(query);
        return found;
      },
      async *searchBatches(query) {
        searches.push(query);
        yield* scene.batches ?? [found];
      },
      listAssociations: async () => {
        associationCalls += 1;
        return associations;
      },
      async replay({ flow, method, url, body, replayOf, regulatorId }) {
        const request = { headers: [], body, bodyBytes: Buffer.byteLength(body ?? '') };
        const draft = toDraft({ flow, method, url, request, replayOf, regulatorId });
        return exchanges.record(draft).number;
      },
      sendRegulator: async () => ({ status: 201, text: '', checks: [], exchange: 1 }),
    },
    desk: createDesk(state, clock.now),
    certification: scene.certification ?? {
      start: () => undefined,
      list: () => [],
      find: () => undefined,
    },
    // The pages ask the portal who is signed in, never the provider.
    provider: undefined as never,
    clock,
    logger: silentLogger,
    searches,
    associationCalls: () => associationCalls,
  };
}

function createState(initial: PlatformState): StateStore {
  let current = initial;
  return {
    read: () => current,
    change(change) {
      current = change(current);
    },
    subscribe: () => () => {},
    flush: async () => {},
  };
}

function createDesk(state: StateStore, now: () => number): RegulatorDesk {
  const list = () => state.read().regulators;
  const find = (id: string) => list().find((regulator) => regulator.id === id);
  const check = ({ familyName, email }: Partial<RegulatorFields>) => [
    ...(familyName === '' ? [{ field: 'familyName', message: 'Indiquez un nom.' } as const] : []),
    ...(email?.includes('@') === false
      ? [{ field: 'email', message: 'Cette adresse n’en est pas une.' } as const]
      : []),
  ];
  const put = (id: string, fields: Partial<PlatformRegulator>) => {
    const regulator = find(id);
    if (!regulator) return { outcome: 'unknown' } as const;
    const changed = { ...regulator, ...fields };
    state.change((old) => ({
      ...old,
      regulators: old.regulators.map((regulator) => (regulator.id === id ? changed : regulator)),
    }));
    return { outcome: 'done', regulator: changed } as const;
  };
  const call = (status: number) =>
    ({ at: now(), interaction: 'update', status, text: '', exchange: 1 }) as const;
  return {
    list,
    find,
    findByEmail: (email) => list().find((regulator) => regulator.email === email),
    findByNationalId: (nationalId) =>
      list().find((regulator) => regulator.nationalId === nationalId),
    create(fields) {
      const mistakes = check(fields);
      if (mistakes.length > 0) return { outcome: 'refused', mistakes };
      const regulator: PlatformRegulator = {
        ...fields,
        id: crypto.randomUUID(),
        technicalId: crypto.randomUUID(),
        nationalId: fields.nationalId || null,
        isActive: true,
        lastSent: null,
        lastCall: null,
      };
      state.change((old) => ({ ...old, regulators: [...old.regulators, regulator] }));
      return { outcome: 'done', regulator };
    },
    change(id, fields) {
      const mistakes = check(fields);
      if (mistakes.length > 0) return { outcome: 'refused', mistakes };
      return put(id, { ...fields, nationalId: fields.nationalId || null });
    },
    disable: async (id) => put(id, { isActive: false, lastCall: call(200) }),
    enable: (id) => put(id, { isActive: true }),
    send: async (id) => put(id, { lastCall: call(200) }),
  };
}

/** A successful exchange, except for what a test specifies. */
export function toDraft(draft: Partial<ExchangeDraft> = {}): ExchangeDraft {
  return {
    flow: 'slots',
    caller: 'platform',
    method: 'GET',
    url: 'http://127.0.0.1:3000/fhir/Schedule?_count=1000',
    startedAt: testNow,
    durationMilliseconds: 42,
    request: { headers: [['accept', 'application/fhir+json']], body: null, bodyBytes: 0 },
    status: 200,
    response: {
      headers: [['content-type', 'application/fhir+json']],
      body: '{"resourceType":"Bundle"}',
      bodyBytes: 25,
    },
    failure: null,
    fault: null,
    checks: [],
    ...draft,
  };
}
