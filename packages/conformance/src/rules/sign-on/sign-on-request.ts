import type { Rule } from '../../rule/rule.js';
import { openid } from '../../rule/rule-source.js';
import type { PageVisit } from './page-visit.js';

/** What the authorization request must have. */
const required: readonly (readonly [name: string, pattern: RegExp, expected: string])[] = [
  ['response_type', /^code$/, 'code'],
  ['scope', /(?:^|\s)openid(?:\s|$)/, 'openid'],
  ['client_id', /./, 'client_id'],
  ['redirect_uri', /^https?:\/\//, 'https://…'],
  ['state', /^.{8,}$/, 'state'],
  ['nonce', /^.{8,}$/, 'nonce'],
  ['code_challenge', /^[\w-]{43}$/, 'PKCE'],
  ['code_challenge_method', /^S256$/, 'S256'],
];

/** The authorization request is complete, and bound to this browser. */
export const signOnRequest: Rule<PageVisit> = {
  id: 'sign-on.request',
  level: 'good-practice',
  source: openid('Authorization Request ; RFC 9700, 2.1.1 (PKCE)'),
  looksAt: 'authorization request',
  title: {
    fr: 'La demande d’autorisation a code, openid, state, nonce et PKCE (S256).',
    en: 'The authorization request has code, openid, state, nonce and PKCE (S256).',
  },
  wrong: {
    fr: 'Il manque quelque chose à la demande d’autorisation',
    en: 'Something is missing in the authorization request',
  },
  remedy: {
    fr: 'Demandez response_type=code et scope=openid, avec un state et un nonce neufs et un code_challenge S256.',
    en: 'Ask for response_type=code and scope=openid, with a new state and nonce and a code_challenge S256.',
  },
  applies: ({ isAtPlatform }) => isAtPlatform,
  find: ({ page: { hops } }) => {
    const request = hops
      .map(({ url }) => new URL(url).searchParams)
      .find((query) => query.has('client_id'));
    return required
      .filter(([name, pattern]) => !pattern.test(request?.get(name) ?? ''))
      .map(([name, , expected]) => ({ element: name, expected }));
  },
};
