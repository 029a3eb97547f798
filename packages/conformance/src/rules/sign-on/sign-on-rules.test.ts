import { expect, it } from 'vitest';
import { findBroken, toNames } from '../../rule/judge.fixture.js';
import type { Rule } from '../../rule/rule.js';
import { signOnGlued } from './sign-on-glued.js';
import { signOnHops } from './sign-on-hops.js';
import { signOnLands } from './sign-on-lands.js';
import { signOnNoSession } from './sign-on-no-session.js';
import { signOnNotStarted } from './sign-on-not-started.js';
import type { SecondArrival } from './sign-on-other-person.js';
import { signOnOtherPerson } from './sign-on-other-person.js';
import { signOnOwnLogin } from './sign-on-own-login.js';
import { signOnPlatformLogin } from './sign-on-platform-login.js';
import { signOnRefusalPage } from './sign-on-refusal-page.js';
import { signOnRequest } from './sign-on-request.js';
import { signOnRightEnded } from './sign-on-right-ended.js';

const agendaUrl = 'https://agenda.example/agenda/1?slot=2';
const endpoint = 'https://sas.example/realms/sas/protocol/openid-connect/auth';
const parameters = {
  response_type: 'code',
  scope: 'openid email',
  client_id: 'agenda',
  redirect_uri: 'https://agenda.example/sso/callback',
  state: 'a-state-of-this-browser',
  nonce: 'a-nonce-of-this-browser',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};

function toVisit(
  end: 'agenda' | 'login' | 'platform' | 'error' | 'refusal',
  changes: Partial<SecondArrival> = {},
  request: Record<string, string> = parameters,
): SecondArrival {
  const authorization = `${endpoint}?${new URLSearchParams(request)}`;
  const ends = {
    agenda: { url: agendaUrl, status: 200 },
    login: { url: 'https://agenda.example/login', status: 200 },
    platform: { url: authorization, status: 200 },
    error: { url: agendaUrl, status: 500 },
    refusal: { url: agendaUrl, status: 403 },
  } as const;
  const page = {
    ...ends[end],
    text: '<!doctype html><a href="/">Recommencer</a>',
    hops: [
      { url: agendaUrl, status: 302, location: ends[end].url, exchange: 1 },
      { ...ends[end], location: undefined, exchange: 2 },
    ],
  };
  return {
    page,
    agendaUrl,
    isAtPlatform: end === 'platform',
    isRegulatorPage: end === 'agenda',
    isConfirmed: true,
    namesFirst: false,
    ...changes,
  };
}

const manyHops = () => {
  const visit = toVisit('platform');
  const [first] = visit.page.hops;
  const hops = [...Array.from({ length: 4 }, () => first), ...visit.page.hops];
  return { ...visit, page: { ...visit.page, hops: hops.flatMap((hop) => hop ?? []) } };
};

const jsonRefusal = () => {
  const visit = toVisit('refusal');
  return { ...visit, page: { ...visit.page, text: '{"error":"no"}' } };
};

const rules: readonly Rule<SecondArrival>[] = [
  signOnGlued,
  signOnHops,
  signOnLands,
  signOnNoSession,
  signOnNotStarted,
  signOnOtherPerson,
  signOnOwnLogin,
  signOnPlatformLogin,
  signOnRefusalPage,
  signOnRequest,
  signOnRightEnded,
];
const all = new Map(rules.map((rule) => [rule.id, rule]));

const rows: readonly {
  readonly rule: string;
  readonly right: readonly SecondArrival[];
  readonly wrong: readonly SecondArrival[];
}[] = [
  {
    rule: 'sign-on.own-login',
    right: [toVisit('login'), toVisit('refusal'), toVisit('error')],
    wrong: [toVisit('agenda'), toVisit('platform')],
  },
  {
    rule: 'sign-on.platform-login',
    right: [toVisit('platform')],
    wrong: [toVisit('login'), toVisit('agenda'), toVisit('error')],
  },
  { rule: 'sign-on.hops', right: [toVisit('platform')], wrong: [manyHops()] },
  {
    rule: 'sign-on.request',
    right: [toVisit('platform'), toVisit('login')],
    wrong: [
      ...['state', 'nonce', 'code_challenge', 'redirect_uri'].map((name) =>
        toVisit('platform', {}, { ...parameters, [name]: '' }),
      ),
      toVisit('platform', {}, { ...parameters, response_type: 'token' }),
      toVisit('platform', {}, { ...parameters, scope: 'email' }),
      toVisit('platform', {}, { ...parameters, code_challenge_method: 'plain' }),
    ],
  },
  {
    rule: 'sign-on.lands',
    right: [toVisit('agenda')],
    wrong: [toVisit('login'), toVisit('refusal'), toVisit('platform')],
  },
  {
    rule: 'sign-on.not-started',
    right: [toVisit('login'), toVisit('refusal')],
    wrong: [toVisit('agenda'), toVisit('platform'), toVisit('error')],
  },
  {
    rule: 'sign-on.no-session',
    right: [toVisit('login'), toVisit('refusal'), toVisit('platform')],
    wrong: [toVisit('agenda'), toVisit('error')],
  },
  {
    rule: 'sign-on.refusal-page',
    right: [toVisit('refusal'), toVisit('platform')],
    wrong: [jsonRefusal()],
  },
  { rule: 'sign-on.glued', right: [toVisit('platform')], wrong: [toVisit('login')] },
  {
    rule: 'sign-on.right-ended',
    right: [toVisit('login'), toVisit('refusal')],
    wrong: [toVisit('agenda')],
  },
  {
    rule: 'sign-on.other-person',
    right: [toVisit('agenda')],
    wrong: [
      toVisit('agenda', { isConfirmed: false }),
      toVisit('agenda', { namesFirst: true }),
      toVisit('refusal'),
    ],
  },
];

it.each(rows)('$rule', ({ rule, right, wrong }) => {
  const judged = all.get(rule);
  if (!judged) throw new Error(`There is no rule ${rule}`);
  for (const visit of right) expect(findBroken([judged], visit)).toEqual([]);
  for (const visit of wrong) expect(findBroken([judged], visit)).toEqual([rule]);
});

it('has a right and a wrong visit for every rule', () => {
  expect(rows.map(({ rule }) => rule).sort()).toEqual(toNames(rules));
});
