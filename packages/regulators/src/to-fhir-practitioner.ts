import { identifierSystems, type RegulatorAccount } from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import type { Address, Coding, HumanName, Identifier, Practitioner } from 'fhir/r4.js';

/** `identifier.system` of a social-security number that is sent. */
const socialSecuritySystem = 'urn:oid:1.2.250.1.213.1.4.8';

/**
 * Writes an account as a resource of the profile `FrPractitionerRegul`, its details included.
 *
 * The profile requires an identifier: an account that lost its last one to another account cannot
 * be written.
 */
export function toFhirPractitioner(account: RegulatorAccount): Practitioner {
  const { id, active, familyName, givenName, email, details } = account;
  const name: HumanName = {
    family: familyName,
    given: [givenName],
    ...(details.title === undefined ? {} : { prefix: [details.title] }),
    ...(details.professionalTitles ? { suffix: [...details.professionalTitles] } : {}),
  };
  return {
    resourceType: 'Practitioner',
    id,
    meta: { source: identifierSystems.technical, profile: [profiles.practitioner] },
    identifier: toIdentifiers(account),
    active,
    name:
      details.birthName === undefined
        ? [name]
        : [
            { use: 'usual', ...name },
            { use: 'maiden', family: details.birthName, given: [givenName] },
          ],
    telecom: [{ system: 'email', value: email }],
    ...(details.address ? { address: [toAddress(details.address)] } : {}),
    ...(details.gender ? { gender: details.gender } : {}),
    ...(details.birthDate === undefined ? {} : { birthDate: details.birthDate }),
    ...(details.qualifications
      ? {
          qualification: details.qualifications.map((qualification) => ({
            code: toCode(qualification),
          })),
        }
      : {}),
  };
}

function toIdentifiers({ nationalId, technicalId, details }: RegulatorAccount): Identifier[] {
  const { socialSecurityNumber } = details;
  return [
    ...(nationalId === null ? [] : [toIdentifier('IDNPS', identifierSystems.person, nationalId)]),
    ...(technicalId === null
      ? []
      : [toIdentifier('INTRN', identifierSystems.technical, technicalId)]),
    ...(socialSecurityNumber === undefined
      ? []
      : [toIdentifier('INS-NIR', socialSecuritySystem, socialSecurityNumber)]),
  ];
}

function toIdentifier(code: string, system: string, value: string): Identifier {
  return { type: { coding: [{ system: codeSystems.personIdentifierType, code }] }, system, value };
}

type AccountAddress = NonNullable<RegulatorAccount['details']['address']>;
type Qualification = NonNullable<RegulatorAccount['details']['qualifications']>[number];

function toAddress({ lines, postalCode, city, country }: AccountAddress): Address {
  return {
    ...(lines ? { line: [...lines] } : {}),
    ...(city === undefined ? {} : { city }),
    ...(postalCode === undefined ? {} : { postalCode }),
    ...(country === undefined ? {} : { country }),
  };
}

function toCode({ system, code, label }: Qualification) {
  if (system === undefined && code === undefined) return label === undefined ? {} : { text: label };
  const coding: Coding = {
    ...(system === undefined ? {} : { system }),
    ...(code === undefined ? {} : { code }),
    ...(label === undefined ? {} : { display: label }),
  };
  return { coding: [coding] };
}
