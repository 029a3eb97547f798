import type { PassingRequest } from '../mutating-proxy.js';
import {
  isGet,
  keep,
  type Loose,
  type Mutation,
  ofAnswer,
  ofJson,
  pick,
  toRefusal,
  withHeader,
  withJson,
  withStatus,
} from './mutation.js';

const group = 'search-by-hand';
const isSearch = isGet('/fhir/Schedule');
const queryOf = ({ url }: PassingRequest) => new URL(url, 'http://agenda.example').searchParams;
const starts = (request: PassingRequest) =>
  queryOf(request)
    .getAll('_has:Slot:schedule:start')
    .map((text) => Date.parse(text.slice(2)));

/** A window that began an hour ago or earlier, and is not over. */
const isBegun = (request: PassingRequest) => {
  const [from = 0, to = 0] = starts(request);
  return isSearch(request) && from < Date.now() - 3_600_000 && to > Date.now();
};
const isUpsideDown = (request: PassingRequest) => {
  const [from = 0, to = 0] = starts(request);
  return isSearch(request) && from > to;
};
const isOfStranger = (request: PassingRequest) =>
  isSearch(request) && request.url.includes('390000000000000');
const isOfStrangers = (request: PassingRequest) =>
  isSearch(request) && request.url.includes('390000000000009');
const isAlone = (request: PassingRequest) => isOfStranger(request) && !isOfStrangers(request);
const isHead = ({ method }: PassingRequest) => method === 'HEAD';
const isPost = ({ method, url }: PassingRequest) =>
  method === 'POST' && url.endsWith('/Schedule/_search');

const ofBegun = (rule: string, name: string, change: (slot: Loose) => void): Mutation => ({
  rule: `${group}.${rule}`,
  name,
  only: [`${group}.begun-yesterday`],
  vendor: ofJson(isBegun, (bundle) => pick(bundle, 'Slot').slice(0, 1).forEach(change)),
});

/** Finds nothing, where there is something. */
const toNothing = (bundle: Loose) => keep(bundle, () => false);

/** Every search but the kit's three is answered by a Bundle of another type. */
const afterThree = () => {
  let count = 0;
  return {
    answer(answer: Parameters<typeof withJson>[0], request: PassingRequest) {
      if (!isSearch(request)) return undefined;
      count += 1;
      return count <= 3
        ? undefined
        : withJson(answer, (bundle) => {
            bundle['type'] = 'collection';
          });
    },
  };
};

/** Wrong answers to what a tester tries by hand on searches. */
export const byHandMutations: readonly Mutation[] = [
  {
    rule: `${group}.status`,
    name: 'a window that began is refused',
    only: [`${group}.begun-yesterday`],
    vendor: ofAnswer(isBegun, () => toRefusal(400)),
  },
  {
    rule: `${group}.bundle`,
    name: 'another type of Bundle, later',
    only: [`${group}.usual`],
    vendor: afterThree,
  },
  ofBegun('not-past', 'slots that have begun', (slot) => {
    slot['start'] = new Date(Date.now() - 7_200_000).toISOString();
  }),
  ofBegun('free', 'a booked slot', (slot) => {
    slot['status'] = 'busy';
  }),
  ofBegun('types', 'a slot of the staff', ({ meta }) => {
    meta.security[0].code = 'PRO';
  }),
  ...[
    { name: 'an unencoded | finds nothing', step: 'raw-pipe', matches: /\.2\|/ },
    { name: 'an unencoded + finds nothing', step: 'bare-plus', matches: /=[gl]e[^&]*\+/ },
    { name: 'no prefix, no slots', step: 'without-prefix', matches: /%7C\d{14}(?!\d)/ },
    { name: 'a trailing comma finds nothing', step: 'trailing-comma', matches: /%2C&/ },
    { name: '25 associations find nothing', step: 'twenty-five', matches: /390000000000009/ },
  ].map(({ name, step, matches }) => ({
    rule: 'search.same-slots',
    name,
    only: [`${group}.${step}`],
    vendor: ofJson((request) => isSearch(request) && matches.test(request.url), toNothing),
  })),
  {
    rule: 'search.nothing',
    name: '404 for an unknown association',
    only: [`${group}.unknown-association`],
    vendor: ofAnswer(isAlone, () => toRefusal(404)),
  },
  {
    rule: 'search.upside-down',
    name: 'a window upside down is turned',
    only: [`${group}.upside-down`],
    vendor: () => ({
      request(request) {
        if (!isUpsideDown(request)) return undefined;
        const { url } = request;
        const turned = url.replace(/=ge([^&]*)(.*)=le([^&]*)/, '=ge$3$2=le$1');
        return { ...request, url: turned };
      },
    }),
  },
  {
    rule: 'search.no-xml',
    name: 'JSON where XML is asked for',
    only: [`${group}.xml`],
    vendor: () => ({
      request: (request) =>
        request.headers.accept === 'application/fhir+xml'
          ? { ...request, headers: { ...request.headers, accept: 'application/fhir+json' } }
          : undefined,
    }),
  },
  {
    rule: 'search.head',
    name: '405',
    only: [`${group}.head`],
    vendor: ofAnswer(isHead, withStatus(405)),
  },
  {
    rule: 'search.head',
    name: 'another media type than GET',
    only: [`${group}.head`],
    vendor: ofAnswer(isHead, withHeader('content-type', 'text/html')),
  },
  ...[404, 405, 501].map((status) => ({
    rule: 'search.post',
    name: String(status),
    only: [`${group}.post`],
    vendor: ofAnswer(isPost, () => toRefusal(status)),
  })),
  {
    rule: 'search.post',
    name: 'the body is not read',
    only: [`${group}.post`],
    vendor: ofJson(isPost, toNothing),
  },
];
