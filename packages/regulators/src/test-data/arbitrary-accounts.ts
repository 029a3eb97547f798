// Accounts and requests for property tests, from few values, so that they often match.
import { parseRegulatorIdentifier, type Regulator, type RegulatorAccount } from '@sas-sos/core';
import fc from 'fast-check';
import type { RegulatorRequest } from '../decide-regulator.js';
import { createRegulator, toNationalId, toTechnicalId } from './regulator-data.js';

const nationalIds = [1, 2, 3].map(toNationalId);
const technicalIds = [1, 2, 3].map(toTechnicalId);
const emails = ['anne@sas.example', 'Anne@SAS.example', 'basile@sas.example', 'chloe@sas.example'];

const regulator = fc
  .record({
    nationalId: fc.option(fc.constantFrom(...nationalIds)),
    technicalId: fc.option(fc.constantFrom(...technicalIds)),
    active: fc.boolean(),
    email: fc.constantFrom(...emails),
    familyName: fc.constantFrom('Un', 'Deux'),
    details: fc.constantFrom({}, { title: 'MME' }),
  })
  .map(createRegulator);

const hasIdentifier = ({ nationalId, technicalId }: Regulator) =>
  nationalId !== null || technicalId !== null;

/** Breaches of the store's rules, and of the rule that an active account has an identifier. */
export function findBreaches(accounts: readonly RegulatorAccount[]): readonly string[] {
  const keys = accounts.flatMap(({ id, nationalId, technicalId, active, emailKey }) => [
    `id ${id}`,
    ...(nationalId === null ? [] : [`national ${nationalId}`]),
    ...(technicalId === null ? [] : [`technical ${technicalId}`]),
    ...(active ? [`e-mail ${emailKey}`] : []),
  ]);
  const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
  const bare = accounts.filter((account) => account.active && !hasIdentifier(account));
  return [...repeated, ...bare.map(({ id }) => `no identifier ${id}`)];
}

/** Any accounts that follow the rules. */
export const anyAccounts: fc.Arbitrary<readonly RegulatorAccount[]> = fc
  .array(fc.tuple(regulator, fc.integer({ min: 1, max: 9 })), { maxLength: 8 })
  .map((rows) => {
    const kept: RegulatorAccount[] = [];
    for (const [index, [described, version]] of rows.entries()) {
      const account = { ...described, id: `a${index}`, version };
      if (findBreaches([...kept, account]).length === 0) kept.push(account);
    }
    return kept;
  });

/** Any regulator that a body can describe: it has an identifier. */
const anyRegulator: fc.Arbitrary<Regulator> = regulator.filter(hasIdentifier);

/** Any request. */
export const anyRequest: fc.Arbitrary<RegulatorRequest> = fc.oneof(
  anyRegulator.map((described) => ({ interaction: 'create', regulator: described }) as const),
  fc
    .tuple(anyRegulator, fc.constantFrom(...nationalIds, ...technicalIds))
    .map(([described, value]) => ({
      interaction: 'update' as const,
      regulator: described,
      identifier: parseRegulatorIdentifier(value),
    })),
);
