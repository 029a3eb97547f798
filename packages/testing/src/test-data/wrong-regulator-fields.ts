import type { RegulatorAccount } from '@sas-sos/core';
import { giving, type WrongRegulators } from './wrong-regulators.js';

/** Returns a value that the port's types do not allow, as a database driver may. */
function givingRow(change: (account: RegulatorAccount) => object): WrongRegulators['create'] {
  return giving((account) => ({ ...account, ...change(account) }));
}

export const wrongRegulatorFields: readonly WrongRegulators[] = [
  {
    rule: 'keeps the version',
    does: 'returns versions as strings, as drivers do with big integers',
    create: givingRow(({ version }) => ({ version: String(version) })),
    others: 'many',
  },
  {
    rule: 'keeps the national identifier, or its absence',
    does: 'returns an empty string instead of null',
    create: givingRow(({ nationalId }) => ({ nationalId: nationalId ?? '' })),
    others: 'many',
  },
  {
    rule: 'keeps the technical identifier, or its absence',
    does: 'omits fields that are null',
    create: givingRow(({ technicalId }) => ({ technicalId: technicalId ?? undefined })),
    others: 'many',
  },
  {
    rule: 'keeps the right, whether active or not',
    does: 'returns 1 and 0',
    create: givingRow(({ active }) => ({ active: Number(active) })),
    others: 'many',
  },
  {
    rule: 'keeps the e-mail as written',
    does: 'returns the key instead',
    create: givingRow(({ emailKey }) => ({ email: emailKey })),
    others: 'many',
  },
  {
    rule: 'keeps the e-mail key',
    does: 'computes the key again, differently',
    create: givingRow(({ email }) => ({ emailKey: email.replace(/\+.*@/, '@').trim() })),
    others: 'many',
  },
  {
    rule: 'keeps the family name',
    does: 'converts names to upper case',
    create: givingRow(({ familyName }) => ({ familyName: familyName.toUpperCase() })),
    others: 'many',
  },
  {
    rule: 'keeps the given name',
    does: 'cannot store characters outside the basic multilingual plane',
    create: givingRow(({ givenName }) => ({ givenName: givenName.replace(/\p{So}/gu, '?') })),
  },
  {
    rule: 'keeps the details',
    does: 'drops them',
    create: givingRow(() => ({ details: {} })),
  },
  {
    rule: 'keeps the details',
    does: 'returns null instead of empty details',
    create: givingRow(({ details }) => ({
      details: Object.keys(details).length > 0 ? details : null,
    })),
    others: 'many',
  },
  {
    rule: 'keeps the details',
    does: 'returns them as a string',
    create: givingRow(({ details }) => ({ details: JSON.stringify(details) })),
    others: 'many',
  },
  {
    rule: 'keeps the details',
    does: 'keeps only the first item of each list',
    create: givingRow(({ details: { qualifications, ...details } }) => ({
      details: {
        ...details,
        ...(qualifications && { qualifications: qualifications.slice(0, 1) }),
      },
    })),
  },
];
