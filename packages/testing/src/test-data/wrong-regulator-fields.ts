import type { RegulatorAccount } from '@sas-sos/core';
import { giving, type WrongRegulators } from './wrong-regulators.js';

/** Gives a value that the port's types do not allow, as a driver does. */
function givingRow(change: (account: RegulatorAccount) => object): WrongRegulators['create'] {
  return giving((account) => ({ ...account, ...change(account) }));
}

export const wrongRegulatorFields: readonly WrongRegulators[] = [
  {
    rule: 'keeps the version',
    does: 'gives versions as text, as drivers do with big integers',
    create: givingRow(({ version }) => ({ version: String(version) })),
    others: 'many',
  },
  {
    rule: 'keeps the national identifier, or that there is none',
    does: 'gives an empty text where there is none',
    create: givingRow(({ nationalId }) => ({ nationalId: nationalId ?? '' })),
    others: 'many',
  },
  {
    rule: 'keeps the technical identifier, or that there is none',
    does: 'leaves out what is null',
    create: givingRow(({ technicalId }) => ({ technicalId: technicalId ?? undefined })),
    others: 'many',
  },
  {
    rule: 'keeps the right, active or not',
    does: 'gives 1 and 0',
    create: givingRow(({ active }) => ({ active: Number(active) })),
    others: 'many',
  },
  {
    rule: 'keeps the e-mail as it was written',
    does: 'gives the key in its place',
    create: givingRow(({ emailKey }) => ({ email: emailKey })),
    others: 'many',
  },
  {
    rule: 'keeps the e-mail key',
    does: 'makes the key anew, in its own way',
    create: givingRow(({ email }) => ({ emailKey: email.replace(/\+.*@/, '@').trim() })),
    others: 'many',
  },
  {
    rule: 'keeps the family name',
    does: 'writes names in capitals',
    create: givingRow(({ familyName }) => ({ familyName: familyName.toUpperCase() })),
    others: 'many',
  },
  {
    rule: 'keeps the given name',
    does: 'has no room for characters outside the first plane',
    create: givingRow(({ givenName }) => ({ givenName: givenName.replace(/\p{So}/gu, '?') })),
  },
  {
    rule: 'keeps the details',
    does: 'drops them',
    create: givingRow(() => ({ details: {} })),
  },
  {
    rule: 'keeps the details',
    does: 'gives null where there are none',
    create: givingRow(({ details }) => ({
      details: Object.keys(details).length > 0 ? details : null,
    })),
    others: 'many',
  },
  {
    rule: 'keeps the details',
    does: 'gives them as text',
    create: givingRow(({ details }) => ({ details: JSON.stringify(details) })),
    others: 'many',
  },
  {
    rule: 'keeps the details',
    does: 'keeps the first of each list',
    create: givingRow(({ details: { qualifications, ...details } }) => ({
      details: {
        ...details,
        ...(qualifications && { qualifications: qualifications.slice(0, 1) }),
      },
    })),
  },
];
