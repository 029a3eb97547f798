import type { RegulatorDetails } from '@sas-sos/core';
import type { ReadPractitioner } from './practitioner-schema.js';

/** A postal address. */
export type RegulatorAddress = NonNullable<RegulatorDetails['address']>;

/** A profession, a specialty or a diploma. */
export type RegulatorQualification = NonNullable<RegulatorDetails['qualifications']>[number];

/** Keeps the details on the workshop's list; absent ones are left out. */
export function readDetails(
  read: ReadPractitioner,
  name: ReadPractitioner['name'][number],
  socialSecurityNumber: string | undefined,
): RegulatorDetails {
  const address = read.address?.find(({ use }) => use !== 'old');
  return withoutAbsent({
    title: name.prefix?.[0],
    professionalTitles: name.suffix,
    gender: read.gender,
    birthDate: read.birthDate,
    birthName: read.name.find(({ use }) => use === 'maiden')?.family,
    address: address && toAddress(address),
    socialSecurityNumber,
    qualifications: read.qualification?.flatMap(toQualifications),
  }) as RegulatorDetails;
}

type ReadAddress = NonNullable<ReadPractitioner['address']>[number];
type ReadQualification = NonNullable<ReadPractitioner['qualification']>[number];

function toAddress({
  line,
  text,
  postalCode,
  city,
  country,
}: ReadAddress): RegulatorAddress | undefined {
  const address = withoutAbsent({
    lines: line ?? (text === undefined ? undefined : [text]),
    postalCode,
    city,
    country,
  }) as RegulatorAddress;
  return Object.keys(address).length > 0 ? address : undefined;
}

function toQualifications({ code }: ReadQualification): RegulatorQualification[] {
  const { coding = [], text } = code;
  const codings = coding.map(({ system, code: value, display }) =>
    withoutAbsent({ system, code: value, label: display }),
  );
  const all = codings.length > 0 ? codings : [withoutAbsent({ label: text })];
  return all.filter(
    (qualification) => Object.keys(qualification).length > 0,
  ) as RegulatorQualification[];
}

function withoutAbsent(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
