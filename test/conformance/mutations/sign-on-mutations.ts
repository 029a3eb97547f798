import type { Change, PassingRequest } from '../mutating-proxy.js';
import { type Mutation, ofAnswer, toPage } from './mutation.js';

/** A text that only a regulator's page has. */
const regulatorPage = 'Réservation au nom du SAS';

const isAgenda = ({ url }: PassingRequest) => url.startsWith('/agenda/');
const isCallback = ({ url }: PassingRequest) => url.startsWith('/sso/callback');
const hasOrigin = ({ url }: PassingRequest) => /[?&]origin=/.test(url);
const opens = () => toPage(regulatorPage);

/** Takes every origin for the right one. */
const anyOrigin = (matches: RegExp) => (): Change => ({
  request: (request) =>
    isAgenda(request)
      ? { ...request, url: request.url.replace(matches, '$1sas-preprod') }
      : undefined,
});

/** One more redirection each time, up to four. */
const manyHops = (): Change => ({
  request(request) {
    if (!isAgenda(request) || !hasOrigin(request)) return undefined;
    const hops = Number(/&hop=(\d)/.exec(request.url)?.[1] ?? '0');
    const url = request.url.replace(/&hop=\d/, '');
    if (hops >= 4) return { ...request, url };
    return { status: 302, headers: { location: `${url}&hop=${hops + 1}` }, body: '' };
  },
});

/** Accepts changes of accounts, and keeps nothing of those that match. */
const ignoresUpdates = (matches: (request: PassingRequest) => boolean) => (): Change => ({
  request: (request) =>
    request.method === 'PUT' && matches(request)
      ? {
          status: 200,
          headers: { location: `http://agenda.example/fhir/Practitioner/ignored` },
          body: '',
        }
      : undefined,
});

/** Lets nobody sign on once an account was changed. */
const refusesChanged = (): Change => {
  let isChanged = false;
  return {
    answer(_answer, request) {
      if (request.method === 'PUT') isChanged = true;
      return isChanged && isCallback(request) ? toPage('Refusé', 403) : undefined;
    },
  };
};

const byHand = (step: string) => [`sign-on-by-hand.${step}`];
const refusals = ['replayed', 'forged', 'refused'];

/** Wrong sign-on. */
export const signOnMutations: readonly Mutation[] = [
  {
    rule: 'sign-on.own-login',
    name: 'the agenda opens to a stranger',
    only: ['sign-on.without-origin'],
    vendor: ofAnswer(isAgenda, opens),
  },
  {
    rule: 'sign-on.platform-login',
    name: 'a page with a link, in place of a redirection',
    only: ['sign-on.stranger'],
    vendor: ofAnswer(isAgenda, () => toPage('Connectez-vous')),
  },
  {
    rule: 'sign-on.hops',
    name: 'four redirections of its own',
    only: ['sign-on.stranger'],
    vendor: manyHops,
  },
  {
    rule: 'sign-on.request',
    name: 'no nonce',
    only: ['sign-on.stranger'],
    vendor: ofAnswer(isAgenda, ({ headers, ...answer }) => ({
      ...answer,
      headers: {
        ...headers,
        location: String(headers['location']).replace(/([?&])nonce=[^&]*&?/, '$1'),
      },
    })),
  },
  {
    rule: 'sign-on.lands',
    name: 'the callback is refused',
    only: ['sign-on.first'],
    vendor: ofAnswer(isCallback, () => toPage('Refusé', 403)),
  },
  ...[
    { step: 'unknown-origin', matches: /([?&]origin=)ailleurs/ },
    { step: 'longer-origin', matches: /([?&]origin=)[\w-]+-2/ },
    { step: 'empty-origin', matches: /([?&]origin=)$/ },
    { step: 'capitals', matches: /([?&]origin=)[A-Z-]+/ },
  ].map(({ step, matches }) => ({
    rule: 'sign-on.not-started',
    name: `${step} starts`,
    only: byHand(step),
    vendor: anyOrigin(matches),
  })),
  {
    rule: 'sign-on.no-session',
    name: 'two origins open the agenda',
    only: byHand('twice'),
    vendor: ofAnswer(({ url }) => /origin=.*origin=/.test(url), opens),
  },
  ...refusals.map((step) => ({
    rule: 'sign-on.no-session',
    name: `a callback ${step} opens the agenda`,
    only: byHand(step),
    vendor: ofSecondCallback(step, opens),
  })),
  {
    rule: 'sign-on.refusal-page',
    name: 'a forged callback answered in plain text',
    only: byHand('forged'),
    vendor: ofSecondCallback('forged', () => ({
      status: 400,
      headers: { 'content-type': 'text/plain' },
      body: 'invalid state',
    })),
  },
  {
    rule: 'sign-on.glued',
    name: 'origin at the end of a path: 404',
    only: byHand('glued'),
    vendor: ofAnswer(
      ({ url }) => /^\/agenda\/[^?]*&origin=/.test(url),
      () => toPage('Inconnu', 404),
    ),
  },
  {
    rule: 'sign-on.right-ended',
    name: 'a right that is withdrawn is kept',
    only: byHand('withdrawn'),
    vendor: ignoresUpdates(({ body }) => /"active":\s*false/.test(body)),
  },
  {
    rule: 'sign-on-by-hand.lands',
    name: 'nobody whose account was changed signs on',
    only: byHand('national-given'),
    vendor: refusesChanged,
  },
  {
    // The vendor waits five minutes before it asks again who is there.
    rule: 'sign-on.other-person',
    name: 'a second person takes the session of the first',
    only: byHand('one-desk'),
    configuration: ({ signOn }) => ({ signOn: { ...signOn, confirmSeconds: 0 } }),
  },
];

/** Changes the callback that the step plays, not that of the sign-on before. */
function ofSecondCallback(step: string, change: () => ReturnType<typeof toPage>): () => Change {
  const isIt: Readonly<Record<string, (url: string, count: number) => boolean>> = {
    replayed: (_url, count) => count > 1,
    forged: (url) => url.includes('code=forge'),
    refused: (url) => url.includes('error=access_denied'),
  };
  return () => {
    let count = 0;
    return {
      answer(_answer, request) {
        if (!isCallback(request)) return undefined;
        count += 1;
        return isIt[step]?.(request.url, count) ? change() : undefined;
      },
    };
  };
}
