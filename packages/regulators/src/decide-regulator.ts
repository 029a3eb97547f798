import { isDeepStrictEqual } from 'node:util';
import type {
  Regulator,
  RegulatorAccount,
  RegulatorAccountChange,
  RegulatorIdentifier,
  SasIssue,
} from '@sas-sos/core';

/** What the platform asks for. */
export type RegulatorRequest =
  | { readonly interaction: 'create'; readonly regulator: Regulator }
  | {
      readonly interaction: 'update';
      readonly regulator: Regulator;
      /** The account meant, by one of its present or former identifiers. */
      readonly identifier: RegulatorIdentifier;
      /**
       * The identifier of the other kind, if the request names both: they are those of one account,
       * or only one of them is known.
       */
      readonly otherIdentifier?: RegulatorIdentifier | undefined;
    };

/** What to do about a request. */
export type RegulatorDecision =
  | {
      readonly outcome: 'created' | 'updated';
      /** The account after the change. */
      readonly account: RegulatorAccount;
      /** What to save, in this order, all of it or nothing. */
      readonly changes: readonly RegulatorAccountChange[];
    }
  | { readonly outcome: 'unchanged'; readonly account: RegulatorAccount }
  /** A right is withdrawn from a regulator without an account: nothing to do. */
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'refused'; readonly issue: SasIssue };

/** What a decision is based on. */
export interface RegulatorSituation {
  /**
   * Every account that has an identifier of the query, an identifier of the body, or the e-mail
   * address of the body; other accounts are ignored.
   */
  readonly accounts: readonly RegulatorAccount[];
  /** `RegulatorAccount.id` for a new account. */
  readonly newId: string;
}

/**
 * Decides what to do about a request. It contains every rule of INT_R02, and nothing else.
 *
 * A *holder* is an account that has an identifier of the body. A holder that is disabled and whose
 * e-mail address differs from the body's is *freed*: another account may claim its identifier.
 *
 * **Create**
 *
 * | holders | another active account has the e-mail | outcome |
 * |---|---|---|
 * | one that is not freed, or any while the body is inactive | – | refused, `SAS_REGULATOR_EXISTS` |
 * | none, or only freed ones | yes, and the body is active | refused, `SAS_REGULATOR_EMAIL_TAKEN` |
 * | only freed ones | no | they lose the identifier; created |
 * | none | no, or the body is inactive | created |
 *
 * **Update**. A query that names two accounts is refused, `SAS_REGULATOR_QUERY_MALFORMED`. The
 * account meant is the first of: the one that has the identifier of the query; a
 * holder that has the same e-mail address, an active one first; if the body is active, the only
 * account, active or not, that has its e-mail address.
 *
 * | account meant | other holders | another active account has the e-mail | outcome |
 * |---|---|---|---|
 * | one or none | one that is active | – | refused, `SAS_REGULATOR_IDENTIFIER_TAKEN` |
 * | none, and the body is inactive | freed ones at most | – | unknown: nothing to do |
 * | none, and the body is active | freed ones at most | no | as a create |
 * | none, and the body is active | freed ones at most | yes | refused, `SAS_REGULATOR_EMAIL_TAKEN` |
 * | one | disabled ones at most | yes, and the body is active | refused, `SAS_REGULATOR_EMAIL_TAKEN` |
 * | one, equal to the body | none | no, or the body is inactive | unchanged |
 * | one | disabled ones at most | no, or the body is inactive | they lose the identifier; updated |
 *
 * An account keeps its id for ever, and becomes what the body says, identifiers included: the body
 * replaces it. An active account always has an identifier; only a disabled one can lose its last.
 */
export function decideRegulator(
  request: RegulatorRequest,
  situation: RegulatorSituation,
): RegulatorDecision {
  return request.interaction === 'create'
    ? decideCreate(request.regulator, situation)
    : decideUpdate(request, situation);
}

type RegulatorUpdate = Extract<RegulatorRequest, { readonly interaction: 'update' }>;

function decideCreate(regulator: Regulator, situation: RegulatorSituation): RegulatorDecision {
  const holders = findHolders(situation.accounts, regulator);
  const existing = holders.find((holder) => !regulator.active || !isFreed(holder, regulator));
  if (existing) return refuse('SAS_REGULATOR_EXISTS', toIdentifierExpression(existing, regulator));
  return create(regulator, holders, situation);
}

function decideUpdate(
  { regulator, identifier, otherIdentifier }: RegulatorUpdate,
  situation: RegulatorSituation,
): RegulatorDecision {
  const { accounts } = situation;
  const named = accounts.find((account) => hasIdentifier(account, identifier));
  const alsoNamed =
    otherIdentifier && accounts.find((account) => hasIdentifier(account, otherIdentifier));
  if (named && alsoNamed && named.id !== alsoNamed.id) {
    return refuse('SAS_REGULATOR_QUERY_MALFORMED', 'identifier');
  }
  const holders = findHolders(accounts, regulator);
  const itself = holders.filter(({ emailKey }) => emailKey === regulator.emailKey);
  const account =
    named ??
    alsoNamed ??
    itself.find(({ active }) => active) ??
    itself[0] ??
    (regulator.active ? findOnlyOneByEmail(accounts, regulator) : undefined);

  const others = holders.filter((holder) => holder.id !== account?.id);
  const rival = others.find(({ active }) => active);
  if (rival) {
    return refuse('SAS_REGULATOR_IDENTIFIER_TAKEN', toIdentifierExpression(rival, regulator));
  }
  if (!account) {
    return regulator.active ? create(regulator, holders, situation) : { outcome: 'unknown' };
  }
  if (isEmailTaken(accounts, regulator, account.id)) return refuseEmail();
  const after: RegulatorAccount = { ...regulator, id: account.id, version: account.version + 1 };
  if (others.length === 0 && isSame(account, regulator)) return { outcome: 'unchanged', account };
  return {
    outcome: 'updated',
    account: after,
    changes: [...release(others, regulator), { before: account, after }],
  };
}

function create(
  regulator: Regulator,
  freed: readonly RegulatorAccount[],
  { accounts, newId }: RegulatorSituation,
): RegulatorDecision {
  if (isEmailTaken(accounts, regulator, newId)) return refuseEmail();
  const account: RegulatorAccount = { ...regulator, id: newId, version: 1 };
  return {
    outcome: 'created',
    account,
    changes: [...release(freed, regulator), { after: account }],
  };
}

/** Whether an account already equals the body; other data of the vendor is not compared. */
function isSame(account: Regulator, regulator: Regulator): boolean {
  return regulatorProperties.every((name) => isDeepStrictEqual(account[name], regulator[name]));
}

const regulatorProperties = [
  'nationalId',
  'technicalId',
  'active',
  'email',
  'emailKey',
  'familyName',
  'givenName',
  'details',
] as const satisfies readonly (keyof Regulator)[];

/** Accounts that have an identifier of the body, the one with the national identifier first. */
function findHolders(
  accounts: readonly RegulatorAccount[],
  { nationalId, technicalId }: Regulator,
): readonly RegulatorAccount[] {
  const national = accounts.filter(
    (account) => nationalId !== null && account.nationalId === nationalId,
  );
  const technical = accounts.filter(
    (account) =>
      technicalId !== null && account.technicalId === technicalId && !national.includes(account),
  );
  return [...national, ...technical];
}

function isFreed(holder: RegulatorAccount, { emailKey }: Regulator): boolean {
  return !holder.active && holder.emailKey !== emailKey;
}

function hasIdentifier(account: RegulatorAccount, { kind, value }: RegulatorIdentifier): boolean {
  return value === (kind === 'national' ? account.nationalId : account.technicalId);
}

function findOnlyOneByEmail(
  accounts: readonly RegulatorAccount[],
  { emailKey }: Regulator,
): RegulatorAccount | undefined {
  const [match, ...others] = accounts.filter((account) => account.emailKey === emailKey);
  return others.length === 0 ? match : undefined;
}

function isEmailTaken(
  accounts: readonly RegulatorAccount[],
  { active, emailKey }: Regulator,
  id: string,
): boolean {
  return (
    active &&
    accounts.some((account) => account.active && account.emailKey === emailKey && account.id !== id)
  );
}

/** Removes from other accounts the identifiers that the body claims, before anyone gets them. */
function release(
  holders: readonly RegulatorAccount[],
  { nationalId, technicalId }: Regulator,
): readonly RegulatorAccountChange[] {
  return holders.map((before) => ({
    before,
    after: {
      ...before,
      version: before.version + 1,
      nationalId: before.nationalId === nationalId ? null : before.nationalId,
      technicalId: before.technicalId === technicalId ? null : before.technicalId,
    },
  }));
}

function toIdentifierExpression(holder: RegulatorAccount, { nationalId }: Regulator): string {
  const kind = nationalId !== null && holder.nationalId === nationalId ? 'national' : 'technical';
  return identifierExpressions[kind];
}

const identifierExpressions = {
  national: "Practitioner.identifier.where(system='urn:oid:1.2.250.1.71.4.2.1')",
  technical: "Practitioner.identifier.where(system='urn:oid:1.2.250.1.213.3.6')",
} as const;

function refuse(code: SasIssue['code'], expression: string): RegulatorDecision {
  return { outcome: 'refused', issue: { code, expression } };
}

function refuseEmail(): RegulatorDecision {
  return refuse('SAS_REGULATOR_EMAIL_TAKEN', 'Practitioner.telecom');
}
