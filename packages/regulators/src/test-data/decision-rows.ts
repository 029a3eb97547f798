// Decisions by accounts: the rows of the tables, and the sentences of the specification.
import type { Regulator, RegulatorAccount, SasIssue } from '@sas-sos/core';
import {
  createAccount,
  createRegulator,
  type RegulatorPart,
  toNationalId,
  toTechnicalId,
} from './regulator-data.js';

/** A decision in short: what becomes of each account, or why it is refused. */
export type DecisionSummary =
  | SasIssue
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'unchanged'; readonly account: string }
  | {
      readonly outcome: 'created' | 'updated';
      readonly account: string;
      readonly changes: readonly ReturnType<typeof changed>[];
    };

export const [n1, n2] = [toNationalId(1), toNationalId(2)];
export const t1 = toTechnicalId(1);
const t2 = toTechnicalId(2);
export const [anne, basile] = ['anne@sas.example', 'basile@sas.example'];
const chloe = 'chloe@sas.example';

/** An account in short: its e-mail address shows whose it is. */
export function account(id: string, email: string, part: RegulatorPart): RegulatorAccount {
  return createAccount(id, { nationalId: null, email, ...part });
}
export function body(email: string, part: RegulatorPart): Regulator {
  return createRegulator({ nationalId: null, email, ...part });
}
export const off = { active: false };

const national = "Practitioner.identifier.where(system='urn:oid:1.2.250.1.71.4.2.1')";
const technical = "Practitioner.identifier.where(system='urn:oid:1.2.250.1.213.3.6')";
const exists = { code: 'SAS_REGULATOR_EXISTS', expression: national } as const;
const identifierTaken = { code: 'SAS_REGULATOR_IDENTIFIER_TAKEN', expression: national } as const;
const emailTaken = {
  code: 'SAS_REGULATOR_EMAIL_TAKEN',
  expression: 'Practitioner.telecom',
} as const;

/** A change, as `summarize` writes it. */
function changed(
  id: string,
  nationalId: string | null,
  technicalId: string | null,
  email: string,
  { active = true, added = false } = {},
) {
  const version = added ? [undefined, 1] : [1, 2];
  return { id, version, ids: [nationalId, technicalId], active, email };
}
function created(...changes: ReturnType<typeof changed>[]): DecisionSummary {
  return { outcome: 'created', account: 'new', changes };
}
function updated(id: string, ...changes: ReturnType<typeof changed>[]): DecisionSummary {
  return { outcome: 'updated', account: id, changes };
}
const unknown: DecisionSummary = { outcome: 'unknown' };

/** A request on some accounts, and the expected decision. */
export interface DecisionRow {
  readonly name: string;
  readonly accounts: readonly RegulatorAccount[];
  /** The value in the query; absent for a create. */
  readonly query?: string;
  readonly body: Regulator;
  readonly expected: DecisionSummary;
}

export const creates: readonly DecisionRow[] = [
  {
    name: 'one that is not freed, active: refused',
    accounts: [account('a', anne, { nationalId: n1 })],
    body: body(anne, { nationalId: n1 }),
    expected: exists,
  },
  {
    name: 'one that is not freed, active under another e-mail: refused',
    accounts: [account('a', anne, { nationalId: n1 })],
    body: body(basile, { nationalId: n1 }),
    expected: exists,
  },
  {
    name: 'one that is not freed, disabled with the same e-mail: refused',
    accounts: [account('a', anne, { nationalId: n1, ...off })],
    body: body('ANNE@sas.example', { nationalId: n1 }),
    expected: exists,
  },
  {
    name: 'one that is not freed, by its technical identifier: refused, with its path',
    accounts: [account('a', anne, { technicalId: t1 })],
    body: body(anne, { nationalId: n2, technicalId: t1 }),
    expected: { ...exists, expression: technical },
  },
  {
    name: 'one that is freed and one that is not: refused, with its path',
    accounts: [
      account('a', anne, { nationalId: n1, ...off }),
      account('b', basile, { technicalId: t1 }),
    ],
    body: body(chloe, { nationalId: n1, technicalId: t1 }),
    expected: { ...exists, expression: technical },
  },
  {
    name: 'a freed one, while the body is inactive: refused',
    accounts: [account('a', anne, { nationalId: n1, ...off })],
    body: body(basile, { nationalId: n1, ...off }),
    expected: exists,
  },
  {
    name: 'none, another active account has the e-mail: refused',
    accounts: [account('a', anne, { nationalId: n1 })],
    body: body('Anne@SAS.example', { nationalId: n2 }),
    expected: emailTaken,
  },
  {
    name: 'only freed ones, another active account has the e-mail: refused',
    accounts: [
      account('a', anne, { nationalId: n1, ...off }),
      account('b', basile, { nationalId: n2 }),
    ],
    body: body(basile, { nationalId: n1 }),
    expected: emailTaken,
  },
  {
    name: 'only freed ones: they lose the identifier, and only that one; created',
    accounts: [account('a', anne, { nationalId: n1, technicalId: t1, ...off })],
    body: body(basile, { nationalId: n1 }),
    expected: created(
      changed('a', null, t1, anne, off),
      changed('new', n1, null, basile, { added: true }),
    ),
  },
  {
    name: 'only freed ones, one for each identifier: both lose it before anyone gets it',
    accounts: [
      account('a', anne, { technicalId: t1, ...off }),
      account('b', basile, { nationalId: n1, ...off }),
    ],
    body: body(chloe, { nationalId: n1, technicalId: t1 }),
    expected: created(
      changed('b', null, null, basile, off),
      changed('a', null, null, anne, off),
      changed('new', n1, t1, chloe, { added: true }),
    ),
  },
  {
    name: 'none: created',
    accounts: [],
    body: body(anne, { nationalId: n1, technicalId: t1 }),
    expected: created(changed('new', n1, t1, anne, { added: true })),
  },
  {
    name: 'none, a disabled account has the e-mail: created as a second account',
    accounts: [account('a', anne, { nationalId: n1, ...off })],
    body: body(anne, { nationalId: n2 }),
    expected: created(changed('new', n2, null, anne, { added: true })),
  },
  {
    name: 'none, the body is inactive, another active account has the e-mail: created, disabled',
    accounts: [account('a', anne, { nationalId: n1 })],
    body: body(anne, { nationalId: n2, ...off }),
    expected: created(changed('new', n2, null, anne, { added: true, ...off })),
  },
];

export const meant: readonly DecisionRow[] = [
  {
    name: 'the one that has the identifier of the query, before a holder with the same e-mail',
    accounts: [
      account('a', anne, { technicalId: t1 }),
      account('b', basile, { nationalId: n1, ...off }),
    ],
    query: t1,
    body: body(basile, { nationalId: n1 }),
    expected: updated('a', changed('b', null, null, basile, off), changed('a', n1, null, basile)),
  },
  {
    name: 'a holder with the same e-mail that is active, before one that is disabled',
    accounts: [
      account('a', anne, { nationalId: n1, ...off }),
      account('b', anne, { technicalId: t1 }),
    ],
    query: n2,
    body: body(anne, { nationalId: n1, technicalId: t1 }),
    expected: updated('b', changed('a', null, null, anne, off), changed('b', n1, t1, anne)),
  },
  {
    name: 'none by an identifier that an active account with another e-mail has: refused',
    accounts: [account('a', basile, { nationalId: n1 })],
    query: t1,
    body: body(anne, { nationalId: n1 }),
    expected: identifierTaken,
  },
  {
    name: 'none by such an identifier, the body inactive: refused, not ignored',
    accounts: [account('a', basile, { nationalId: n1 })],
    query: t1,
    body: body(anne, { nationalId: n1, ...off }),
    expected: identifierTaken,
  },
  {
    name: 'a holder that has the same e-mail, before an account that has the e-mail alone',
    accounts: [
      account('a', anne, { nationalId: n1, ...off }),
      account('b', anne, { nationalId: n2, ...off }),
    ],
    query: t1,
    body: body(anne, { nationalId: n1 }),
    expected: updated('a', changed('a', n1, null, anne)),
  },
  {
    name: 'the one account that has the e-mail, active',
    accounts: [account('a', anne, { technicalId: t1 })],
    query: t2,
    body: body(anne, { nationalId: n1 }),
    expected: updated('a', changed('a', n1, null, anne)),
  },
  {
    name: 'the one account that has the e-mail, disabled: enabled again',
    accounts: [account('a', anne, { technicalId: t1, ...off })],
    query: n1,
    body: body(anne, { nationalId: n1 }),
    expected: updated('a', changed('a', n1, null, anne)),
  },
  {
    name: 'the one account that has the e-mail, before a freed holder, who loses the identifier',
    accounts: [
      account('a', anne, { nationalId: n1, ...off }),
      account('b', basile, { technicalId: t1 }),
    ],
    query: n1.replace('8999', '8998'),
    body: body(basile, { nationalId: n1 }),
    expected: updated('b', changed('a', null, null, anne, off), changed('b', n1, null, basile)),
  },
  {
    name: 'none by an e-mail that two disabled accounts have: created',
    accounts: [
      account('a', anne, { nationalId: n1, ...off }),
      account('b', anne, { nationalId: n2, ...off }),
    ],
    query: t1,
    body: body(anne, { technicalId: t1 }),
    expected: created(changed('new', null, t1, anne, { added: true })),
  },
  {
    name: 'none by its e-mail, when the body is inactive',
    accounts: [account('a', anne, { nationalId: n1 })],
    query: t1,
    body: body(anne, { technicalId: t1, ...off }),
    expected: unknown,
  },
];

export const updates: readonly DecisionRow[] = [
  {
    name: 'none, inactive, no holder: unknown',
    accounts: [],
    query: n1,
    body: body(anne, { nationalId: n1, ...off }),
    expected: unknown,
  },
  {
    name: 'none, inactive, a freed holder: unknown',
    accounts: [account('a', anne, { nationalId: n1, ...off })],
    query: t1,
    body: body(basile, { nationalId: n1, ...off }),
    expected: unknown,
  },
  {
    name: 'none, active, no holder: as a create',
    accounts: [],
    query: n2,
    body: body(anne, { nationalId: n1 }),
    expected: created(changed('new', n1, null, anne, { added: true })),
  },
  {
    name: 'none, active, a freed holder: as a create',
    accounts: [account('a', anne, { nationalId: n1, technicalId: t1, ...off })],
    query: t2,
    body: body(basile, { nationalId: n1 }),
    expected: created(
      changed('a', null, t1, anne, off),
      changed('new', n1, null, basile, { added: true }),
    ),
  },
  {
    name: 'none, active, the e-mail of an active account and of a disabled one: refused',
    accounts: [
      account('a', anne, { nationalId: n1 }),
      account('b', anne, { nationalId: n2, ...off }),
    ],
    query: t1,
    body: body(anne, { technicalId: t1 }),
    expected: emailTaken,
  },
  {
    name: 'one, another holder that is active: refused',
    accounts: [account('a', anne, { technicalId: t1 }), account('b', basile, { nationalId: n1 })],
    query: t1,
    body: body(anne, { nationalId: n1 }),
    expected: identifierTaken,
  },
  {
    name: 'one, another holder that is active, the body inactive: refused',
    accounts: [account('a', anne, { technicalId: t1 }), account('b', basile, { nationalId: n1 })],
    query: t1,
    body: body(anne, { nationalId: n1, ...off }),
    expected: identifierTaken,
  },
  {
    name: 'one, another holder of the technical identifier: refused, with its path',
    accounts: [account('a', anne, { nationalId: n1 }), account('b', basile, { technicalId: t1 })],
    query: n1,
    body: body(anne, { nationalId: n1, technicalId: t1 }),
    expected: { ...identifierTaken, expression: technical },
  },
  {
    name: 'one, disabled holders at most, another active account has the e-mail: refused',
    accounts: [
      account('a', anne, { technicalId: t1 }),
      account('b', basile, { technicalId: t2 }),
      account('c', chloe, { nationalId: n1, ...off }),
    ],
    query: t1,
    body: body(basile, { nationalId: n1 }),
    expected: emailTaken,
  },
  {
    name: 'one, the body inactive, another active account has the e-mail: updated',
    accounts: [account('a', anne, { technicalId: t1 }), account('b', basile, { technicalId: t2 })],
    query: t1,
    body: body(basile, { technicalId: t1, ...off }),
    expected: updated('a', changed('a', null, t1, basile, off)),
  },
  {
    name: 'one, equal to the body: unchanged',
    accounts: [account('a', anne, { nationalId: n1, details: { title: 'MME' } })],
    query: n1,
    body: body(anne, { nationalId: n1, details: { title: 'MME' } }),
    expected: { outcome: 'unchanged', account: 'a' },
  },
  {
    name: 'one, disabled already and equal to the body: unchanged',
    accounts: [account('a', anne, { nationalId: n1, ...off })],
    query: n1,
    body: body(anne, { nationalId: n1, ...off }),
    expected: { outcome: 'unchanged', account: 'a' },
  },
  {
    name: 'one, disabled holders: they lose the identifier, updated',
    accounts: [
      account('a', anne, { technicalId: t1 }),
      account('b', basile, { nationalId: n1, technicalId: t2, ...off }),
    ],
    query: t1,
    body: body(anne, { nationalId: n1, technicalId: t1 }),
    expected: updated('a', changed('b', null, t2, basile, off), changed('a', n1, t1, anne)),
  },
];

/** Sentences of the specification's page, where no line of the tables says them already. */
export const sentences: readonly DecisionRow[] = [
  {
    name: 'a technical id becomes national: the old one in the query, the new one in the body',
    accounts: [account('a', anne, { technicalId: t1 })],
    query: t1,
    body: body(anne, { nationalId: n1 }),
    expected: updated('a', changed('a', n1, null, anne)),
  },
  {
    name: 'and the other way',
    accounts: [account('a', anne, { nationalId: n1 })],
    query: n1,
    body: body(anne, { technicalId: t1 }),
    expected: updated('a', changed('a', null, t1, anne)),
  },
  {
    name: 'a national id becomes another',
    accounts: [account('a', anne, { nationalId: n1 })],
    query: n1,
    body: body(anne, { nationalId: n2 }),
    expected: updated('a', changed('a', n2, null, anne)),
  },
  {
    name: 'the same change sent again, the old id still in the query: unchanged',
    accounts: [account('a', anne, { nationalId: n1 })],
    query: t1,
    body: body(anne, { nationalId: n1 }),
    expected: { outcome: 'unchanged', account: 'a' },
  },
  {
    name: 'a technical id is added to a national one, and nothing is lost',
    accounts: [account('a', anne, { nationalId: n1 })],
    query: n1,
    body: body(anne, { nationalId: n1, technicalId: t1 }),
    expected: updated('a', changed('a', n1, t1, anne)),
  },
  {
    name: 'a national id freed by disabling its account is given to another',
    accounts: [
      account('a', anne, { nationalId: n1, ...off }),
      account('b', basile, { technicalId: t1 }),
    ],
    query: t1,
    body: body(basile, { nationalId: n1 }),
    expected: updated('b', changed('a', null, null, anne, off), changed('b', n1, null, basile)),
  },
  {
    name: 'enabled again under another e-mail, by its own identifier',
    accounts: [account('a', anne, { nationalId: n1, ...off })],
    query: n1,
    body: body(basile, { nationalId: n1 }),
    expected: updated('a', changed('a', n1, null, basile)),
  },
  {
    name: 'enabled again under an e-mail that became another’s meanwhile: refused',
    accounts: [
      account('a', anne, { nationalId: n1, ...off }),
      account('b', anne, { nationalId: n2 }),
    ],
    query: n1,
    body: body(anne, { nationalId: n1 }),
    expected: emailTaken,
  },
  {
    name: 'disabled under an unknown id in the query, by the identifier of its body',
    accounts: [account('a', anne, { nationalId: n1 })],
    query: t1,
    body: body(anne, { nationalId: n1, ...off }),
    expected: updated('a', changed('a', n1, null, anne, off)),
  },
];
