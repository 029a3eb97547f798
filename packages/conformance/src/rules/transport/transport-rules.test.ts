import { expect, it } from 'vitest';
import { findBroken, toNames } from '../../rule/judge.fixture.js';
import { toExchange } from '../../run/exchange.fixture.js';
import { transportAdmitted } from './transport-admitted.js';
import type { TransportAttempt } from './transport-attempt.js';
import { transportPublishedSearch } from './transport-published-search.js';
import { transportRefusalStatus } from './transport-refusal-status.js';
import { transportRefused } from './transport-refused.js';
import { transportTlsModern } from './transport-tls-modern.js';
import { transportTlsOld } from './transport-tls-old.js';

const rules = [
  transportAdmitted,
  transportPublishedSearch,
  transportRefusalStatus,
  transportRefused,
  transportTlsModern,
  transportTlsOld,
];
const all = new Map(rules.map((rule) => [rule.id, rule]));

type Identity = TransportAttempt['exchange']['identity'];
const answered = (status: number, identity: Identity = 'valid'): TransportAttempt => ({
  exchange: toExchange({ status, identity }),
});
const failed = (code: string, identity: Identity = 'none'): TransportAttempt => ({
  exchange: toExchange({ code, identity }),
});

const rows: readonly {
  readonly rule: string;
  readonly right: readonly TransportAttempt[];
  readonly wrong: readonly TransportAttempt[];
}[] = [
  {
    rule: 'transport.tls-modern',
    right: [answered(401, 'none'), answered(200, 'none')],
    wrong: [failed('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), failed('ECONNREFUSED')],
  },
  {
    rule: 'transport.tls-old',
    right: [failed('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), failed('ECONNRESET')],
    // A server that is not there refuses nothing.
    wrong: [answered(401, 'none'), failed('ECONNREFUSED'), failed('TIME_LIMIT')],
  },
  {
    rule: 'transport.admitted',
    right: [answered(200)],
    wrong: [answered(403), answered(503), failed('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'valid')],
  },
  {
    rule: 'transport.published-search',
    right: [answered(200)],
    wrong: [answered(400), answered(404), failed('ECONNRESET', 'valid')],
  },
  {
    rule: 'transport.refused',
    right: [
      answered(403, 'revoked'),
      answered(400, 'none'),
      failed('ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED', 'revoked'),
    ],
    wrong: [
      answered(200, 'revoked'),
      answered(500, 'none'),
      answered(302, 'none'),
      failed('ETIMEDOUT'),
    ],
  },
  {
    rule: 'transport.refusal-status',
    right: [answered(401, 'none'), answered(403, 'revoked'), failed('ECONNRESET')],
    wrong: [answered(403, 'none'), answered(400, 'revoked')],
  },
];

it.each(rows)('$rule', ({ rule, right, wrong }) => {
  const judged = all.get(rule);
  if (!judged) throw new Error(`There is no rule ${rule}`);
  for (const attempt of right) expect(findBroken([judged], attempt)).toEqual([]);
  for (const attempt of wrong) expect(findBroken([judged], attempt)).toEqual([rule]);
});

it('has a right and a wrong attempt for every rule', () => {
  expect(rows.map(({ rule }) => rule).sort()).toEqual(toNames(rules));
});
