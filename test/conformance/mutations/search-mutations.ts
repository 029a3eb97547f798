import type { PassingRequest } from '../mutating-proxy.js';
import {
  copyFirst,
  inText,
  isGet,
  keep,
  type Loose,
  type Mutation,
  ofAnswer,
  ofJson,
  pick,
  withHeader,
  withStatus,
} from './mutation.js';
import { resourceMutations } from './resource-mutations.js';

const only = ['search-both'];
const isSearch = isGet('/fhir/Schedule');

/** What is wrong with the Bundle of a search. */
const ofBundle = (rule: string, name: string, change: (bundle: Loose) => void): Mutation => ({
  rule,
  name,
  only,
  vendor: ofJson(isSearch, change),
});

/** What is wrong with the first slot of a search. */
const ofSlot = (rule: string, name: string, change: (slot: Loose) => void): Mutation =>
  ofBundle(rule, name, (bundle) => pick(bundle, 'Slot').slice(0, 1).forEach(change));

/** What is wrong with all slots of a search. */
const ofSlots = (rule: string, name: string, change: (slot: Loose) => void): Mutation =>
  ofBundle(rule, name, (bundle) => pick(bundle, 'Slot').forEach(change));

const day = 86_400_000;
const shift = (instant: string, milliseconds: number) =>
  `${new Date(Date.parse(instant) + milliseconds).toISOString().slice(0, -1)}+00:00`;
const move = (slot: Loose, milliseconds: number) => {
  slot['start'] = shift(slot['start'], milliseconds);
  slot['end'] = shift(slot['end'], milliseconds);
};

/** Wrong answers to the official kit's searches. */
export const searchMutations: readonly Mutation[] = [
  ...resourceMutations.map(({ rule, name, change }) => ofBundle(`slots.${rule}`, name, change)),
  {
    rule: 'http.answered',
    name: 'the connection is cut',
    only,
    vendor: ofAnswer(isSearch, () => 'cut'),
  },
  { rule: 'slots.status', name: '203', only, vendor: ofAnswer(isSearch, withStatus(203)) },
  {
    rule: 'slots.content-type',
    name: 'application/json',
    only,
    vendor: ofAnswer(isSearch, withHeader('content-type', 'application/json')),
  },
  {
    rule: 'slots.outcome',
    name: 'a failure in plain text',
    only,
    vendor: ofAnswer(isSearch, inText(500)),
  },
  {
    rule: 'slots.duration',
    name: 'an answer after 1.1 s',
    only,
    vendor: () => ({ delay: (request: PassingRequest) => (isSearch(request) ? 1100 : 0) }),
  },
  ofBundle('search.filled', 'a place without slots', (bundle) => {
    const [schedule] = pick(bundle, 'Schedule');
    keep(bundle, (resource) => resource['schedule']?.reference !== `Schedule/${schedule?.['id']}`);
  }),
  ofBundle('slots.single-link', 'a link to a next page', ({ link }) =>
    link.push({ relation: 'next', url: 'http://agenda.example/fhir/Schedule?page=2' }),
  ),
  ofBundle('slots.self-link', 'a link without _count', ({ link: [self] }) => {
    self.url = self.url.replace(/&?_count=\d+/, '');
  }),
  ofBundle('slots.self-address', 'a link with other escapes', ({ link: [self] }) => {
    self.url = self.url.replaceAll('%3A', ':');
  }),
  ofBundle('slots.total-there', 'no total', (bundle) => delete bundle['total']),
  ofBundle('slots.total', 'one too many in total', (bundle) => {
    bundle['total'] += 1;
  }),
  ofBundle('slots.empty', 'associations without a slot', (bundle) =>
    keep(bundle, ({ resourceType }) => resourceType !== 'Slot'),
  ),
  ofBundle('slots.modes', 'slots as matches', (bundle) => {
    for (const { resource, search } of bundle['entry']) {
      if (resource.resourceType === 'Slot') search.mode = 'match';
    }
  }),
  ofSlot('slots.references', 'an absolute reference', ({ schedule }) => {
    schedule.reference = `http://agenda.example/fhir/${schedule.reference}`;
  }),
  ofBundle('slots.schedules', 'a place with two Schedules', (bundle) => {
    copyFirst(bundle, 'Schedule', 'second');
  }),
  ofBundle('slots.asked', 'another association', (bundle) => {
    for (const { identifier } of pick(bundle, 'Organization').slice(0, 1)) {
      identifier[0].value = '339000000000000';
    }
  }),
  ofBundle('slots.orphans', 'a place that no Schedule leads to', (bundle) => {
    copyFirst(bundle, 'Location', 'second');
  }),
  ofSlot('slots.free', 'a busy slot', (slot) => {
    slot['status'] = 'busy';
  }),
  ofSlot('slots.instants', 'an end before the start', (slot) => {
    slot['end'] = shift(slot['start'], -60_000);
  }),
  ofSlot('slots.instants', 'an instant without milliseconds', (slot) => {
    slot['start'] = slot['start'].replace(/\.\d{3}/, '');
  }),
  ofSlot('slots.window', 'a slot in ten days', (slot) => move(slot, 10 * day)),
  ofSlot('slots.comment', 'a slot without agenda', (slot) => delete slot['comment']),
  ofSlot('slots.agenda-address', 'an agenda without scheme', (slot) => {
    slot['comment'] = 'agenda.example/slot?id=1';
  }),
  ofSlot('slots.agenda-query', 'an agenda without query', (slot) => {
    slot['comment'] = slot['comment'].replace(/\?.*/, '');
  }),
  ofSlot('slots.appointment-type', 'a type of HL7', ({ appointmentType }) => {
    appointmentType.coding[0].code = 'FOLLOWUP';
  }),
  ofSlot('slots.types', 'a slot without type', ({ meta }) => delete meta.security),
  ofSlot('slots.consultations', 'an unknown consultation', ({ serviceType }) => {
    serviceType[0].coding[0].code = 'IMP';
  }),
  ofSlot('search.not-past', 'a slot of yesterday', (slot) => move(slot, -4 * day)),
  ofBundle('search.cardinality', 'a place too many', (bundle) => {
    copyFirst(bundle, 'Location', 'second');
  }),
  ofBundle('search.owners', 'only one of the associations', (bundle) => {
    const [organization] = pick(bundle, 'Organization');
    keep(bundle, ({ id }) => id !== organization?.['id']);
  }),
  ofSlot('search.no-home-visit', 'a home visit', ({ serviceType }) => {
    serviceType[0].coding[0].code = 'HH';
  }),
  ofSlots('search.declared-types', 'only public slots', ({ meta }) => {
    meta.security[0].code = 'PUBLIC';
  }),
  ofSlots('search.declared-consultations', 'only consultations on site', ({ serviceType }) => {
    serviceType[0].coding[0].code = 'AMB';
  }),
];
