import type { Change, PassingRequest } from '../mutating-proxy.js';
import { isGet, keep, type Loose, type Mutation, pick, withJson } from './mutation.js';

const isSearch = isGet('/fhir/Schedule');
const isReport = ({ method, url }: PassingRequest) =>
  /^(?:POST|PUT)$/.test(method) && url.includes('/Appointment');

/** Changes each report on its way to the platform. */
const ofReport = (change: (report: Loose) => void) => (): Change => ({
  request(request) {
    if (!isReport(request)) return undefined;
    const report = JSON.parse(request.body) as Loose;
    change(report);
    return { ...request, body: JSON.stringify(report) };
  },
});

const technical = '00000000-0000-4000-8000-000000000000';

/** Another regulator than the one who booked; well formed. */
const changeOperator = ofReport(({ extension: [operator] }) => {
  const { identifier } = operator.valueReference;
  identifier.type.coding[0].code = 'INTRN';
  identifier.system = 'urn:oid:1.2.250.1.213.3.6';
  identifier.value = technical;
});

/** The first report of each appointment is lost: it is taken for sent, and never arrives. */
const loses = (): Change => ({
  request: (request) =>
    isReport(request)
      ? {
          status: 201,
          headers: { location: 'http://platform.example/fhir/Appointment/lost' },
          body: '',
        }
      : undefined,
});

/** Sends a report once more, as another appointment. */
const twice = (): Change => ({
  more(request) {
    if (request.method !== 'POST' || !isReport(request)) return [];
    const report = JSON.parse(request.body) as Loose;
    report['identifier'][0].value += '-again';
    return [{ ...request, body: JSON.stringify(report) }];
  },
});

/** Answers a search that was answered before as it was then. */
const remembers = (): Change => {
  const answers = new Map<string, string>();
  return {
    answer(answer, request) {
      if (!isSearch(request)) return undefined;
      const body = answers.get(request.url) ?? answer.body;
      answers.set(request.url, body);
      return { ...answer, body };
    },
  };
};

/** Never offers again a slot that was taken once. */
const neverBack = (): Change => {
  const slotsOf = new Map<string, Set<string>>();
  const gone = new Set<string>();
  return {
    answer(answer, request) {
      if (!isSearch(request)) return undefined;
      const seen = slotsOf.get(request.url) ?? new Set();
      slotsOf.set(request.url, seen);
      return withJson(answer, (bundle) => {
        const ids = new Set(pick(bundle, 'Slot').map(({ id }) => String(id)));
        for (const id of seen) if (!ids.has(id)) gone.add(id);
        for (const id of ids) seen.add(id);
        keep(bundle, ({ resourceType, id }) => resourceType !== 'Slot' || !gone.has(id));
      });
    },
  };
};

/** Takes « fulfilled » without a doctor: the vendor cancels, and its report says the other thing. */
const fulfilsByNobody = {
  vendor: (): Change => ({
    request: (request) =>
      request.method === 'POST' && request.url.includes('/status')
        ? { ...request, body: request.body.replace('status=fulfilled', 'status=cancelled') }
        : undefined,
  }),
  reports: ofReport((report) => {
    if (report['status'] !== 'cancelled') return;
    const [{ type }] = report['participant'];
    report['status'] = 'fulfilled';
    report['participant'] = [{ type, status: 'accepted' }];
  }),
};

/** Sends a report once more as it was. */
const again = (): Change => ({
  more: (request) => (request.method === 'POST' && isReport(request) ? [request] : []),
});

/** Takes a cancellation back. */
const reopens = (): Change => ({
  more(request) {
    if (!isReport(request)) return [];
    const report = JSON.parse(request.body) as Loose;
    if (report['status'] !== 'cancelled') return [];
    delete report['cancelationReason'];
    const [{ type }] = report['participant'];
    report['status'] = 'pending';
    report['participant'] = [{ type, status: 'needs-action' }];
    return [{ ...request, body: JSON.stringify(report) }];
  },
});

/** Wrong bookings: these runs book, and wait for reports. */
export const bookingMutations: readonly Mutation[] = [
  {
    rule: 'booking.reported',
    name: 'reports are lost',
    only: ['appointments.book'],
    reports: loses,
    configuration: ({ limits }) => ({ limits: { ...limits, report: 1000 } }),
  },
  {
    rule: 'booking.operator',
    name: 'another regulator in the report',
    only: ['appointments.book'],
    reports: changeOperator,
  },
  {
    rule: 'booking.slot-gone',
    name: 'a booked slot is still offered',
    only: ['booking-by-hand.gone'],
    vendor: remembers,
  },
  {
    rule: 'booking.slot-back',
    name: 'a cancelled slot is not offered again',
    only: ['booking-by-hand.gone', 'booking-by-hand.back'],
    vendor: neverBack,
  },
  {
    rule: 'booking.one-wins',
    name: 'two appointments for one slot',
    only: ['booking-by-hand.race'],
    reports: twice,
  },
  {
    rule: 'booking.fulfilled-named',
    name: 'fulfilled by nobody',
    only: ['booking-by-hand.fulfilled'],
    ...fulfilsByNobody,
  },
];

/** Caught by the simulator, which applies its rules to live exchanges. */
export const liveMutations: readonly Mutation[] = [
  {
    rule: 'appointments.duplicate',
    name: 'a report is sent twice',
    only: ['appointments.book'],
    reports: again,
  },
  {
    rule: 'appointments.operator-known',
    name: 'a regulator whom nobody announced',
    only: ['appointments.book'],
    reports: changeOperator,
  },
  {
    rule: 'appointments.reopened',
    name: 'a cancelled appointment is taken back',
    only: ['booking-by-hand.cancel'],
    reports: reopens,
  },
];
