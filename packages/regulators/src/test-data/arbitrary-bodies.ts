// Bodies for property tests and for the official validator: any regulator.
import { identifierSystems, type RegulatorAccount } from '@sas-sos/core';
import { codeSystems, profiles } from '@sas-sos/fhir-http';
import fc from 'fast-check';
import type { HumanName, Practitioner } from 'fhir/r4.js';
import { createRegulator, toIdentifier } from './regulator-data.js';

const hexadecimal = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

/** A national identifier of each kind, with its prefix. */
const anyNationalId: fc.Arbitrary<string> = fc.oneof(
  digits(11).map((text) => `8${text}`),
  digits(9).map((text) => `0${text}`),
  fc.tuple(digits(9), digits(8)).map(([structure, person]) => `3${structure}/${person}`),
);

/** A technical identifier: a UUID in lower case. */
const anyTechnicalId: fc.Arbitrary<string> = fc
  .tuple(hexadecimal(8), hexadecimal(4), hexadecimal(4), hexadecimal(4), hexadecimal(12))
  .map((parts) => parts.join('-'));

/** A text that is not blank, without surrounding spaces. */
const anyText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.constantFrom("d'Œuvre-Éloïse", 'a"b\\c<d>&', 'Zoë 👩🏽‍⚕️', '中', 'x  y'),
  )
  .map((text) => `x${text}`.replace(/\s/g, ' ').trim());

const email = fc
  .tuple(
    fc.constantFrom('a', 'Anne.Martin', 'o’neil+sas', 'é'),
    fc.nat({ max: 999 }),
    fc.constantFrom('sas.example', 'Regulation.Example'),
  )
  .map(([name, number, host]) => `${name}${number}@${host}`);

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const date = fc.constantFrom('1980', '1980-02', '1980-02-29', '2001-12-31');
const code = fc.constantFrom('10', 'SM54', 'DE-09');
const system = fc.constantFrom('https://codes.example/r38', 'urn:oid:1.2.250.1.213.2.28');

const details = fc
  .record({
    title: maybe(anyText),
    professionalTitles: maybe(fc.array(anyText, { minLength: 1, maxLength: 3 })),
    gender: maybe(fc.constantFrom('male' as const, 'female', 'other', 'unknown')),
    birthDate: maybe(date),
    birthName: maybe(anyText),
    address: maybe(
      fc
        .record({
          lines: maybe(fc.array(anyText, { minLength: 1, maxLength: 3 })),
          postalCode: maybe(digits(5)),
          city: maybe(anyText),
          country: maybe(anyText),
        })
        .map(withoutAbsent)
        .filter((address) => Object.keys(address).length > 0),
    ),
    socialSecurityNumber: maybe(digits(15)),
    qualifications: maybe(
      fc.array(
        fc.oneof(
          fc.record({ label: anyText }),
          fc.record({ system: maybe(system), code, label: maybe(anyText) }).map(withoutAbsent),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    ),
  })
  .map(withoutAbsent);

function withoutAbsent<Value extends object>(value: Value): Value {
  const present = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(present) as Value;
}

/** Any account that a body can create: one with an identifier. */
export const anyAccount: fc.Arbitrary<RegulatorAccount> = fc
  .record({
    nationalId: fc.option(anyNationalId),
    technicalId: fc.option(anyTechnicalId),
    active: fc.boolean(),
    email,
    familyName: anyText,
    givenName: anyText,
    details,
    id: fc.uuid(),
    version: fc.integer({ min: 1, max: 1000 }),
  })
  .filter(({ nationalId, technicalId }) => nationalId !== null || technicalId !== null)
  .map(({ id, version, ...part }) => ({
    ...createRegulator(part as Parameters<typeof createRegulator>[0]),
    id,
    version,
  }));

const period = fc.constantFrom(
  { start: '2020' },
  { start: '2020-01-01', end: '2021-01-01T10:00:00+02:00' },
);
const coding = fc.record({ system, code, display: anyText });
const extension = fc.constantFrom(
  { url: 'https://editeur.example/e', valueString: 'x' },
  { url: 'https://editeur.example/e', extension: [{ url: 'part', valueBoolean: true }] },
);

/** Any valid body, with anything that FHIR allows in it. */
export const anyBody: fc.Arbitrary<Practitioner> = fc
  .record({
    id: maybe(fc.constantFrom('theirs', '1ef1c748-01a3-6180-b098-73283ce4e5b1')),
    meta: maybe(
      fc.constantFrom(
        { source: identifierSystems.technical },
        { source: identifierSystems.technical, profile: [profiles.practitioner] },
        { source: identifierSystems.technical, lastUpdated: '2026-07-14T09:00:00.000+02:00' },
      ),
    ),
    language: maybe(fc.constant('fr')),
    text: maybe(
      fc.constant({
        status: 'generated' as const,
        div: '<div xmlns="http://www.w3.org/1999/xhtml">Régulateur</div>',
      }),
    ),
    extension: maybe(fc.array(extension, { minLength: 1, maxLength: 2 })),
    identifier: fc
      .tuple(fc.option(anyNationalId), fc.option(anyTechnicalId), fc.boolean(), maybe(period))
      .filter(([national, technical]) => national !== null || technical !== null)
      .map(([national, technical, isInsured, valid]) => [
        ...(national === null
          ? []
          : [{ ...toIdentifier('IDNPS', national), ...(valid ? { period: valid } : {}) }]),
        ...(technical === null ? [] : [toIdentifier('INTRN', technical)]),
        ...(isInsured ? [socialSecurity] : []),
      ]),
    active: fc.boolean(),
    name: fc
      .record({
        use: maybe(fc.constantFrom('official' as const, 'usual')),
        family: anyText,
        given: anyText.map((text) => [text]),
        prefix: maybe(fc.constant<string[]>(['MME'])),
        suffix: maybe(fc.constant<string[]>(['DR', 'PR'])),
      })
      .chain((name) =>
        fc.constantFrom<HumanName[]>(
          [withoutAbsent(name) as HumanName],
          [
            { use: 'maiden' as const, family: 'Née', given: ['Zoé'] },
            withoutAbsent(name) as HumanName,
          ],
        ),
      ),
    telecom: fc
      .tuple(email, maybe(fc.integer({ min: 1, max: 9 })), fc.boolean())
      .map(([value, rank, isOther]) => [
        ...(isOther
          ? [{ system: 'email' as const, value: 'old@sas.example', use: 'old' as const }]
          : []),
        withoutAbsent({ system: 'email' as const, value, use: 'work' as const, rank }),
      ]),
    address: maybe(
      fc.constant([
        {
          use: 'home' as const,
          type: 'postal' as const,
          line: ['1 rue'],
          city: 'Rennes',
          period: { start: '2020' },
        },
      ]),
    ),
    gender: maybe(fc.constantFrom('male' as const, 'female')),
    birthDate: maybe(date),
    photo: maybe(
      fc.constant([{ contentType: 'image/png', data: 'iVBORw0KGgo=', creation: '2020' }]),
    ),
    qualification: maybe(
      fc.array(
        fc.record({
          code: fc.oneof(
            coding.map((item) => ({ coding: [item] })),
            anyText.map((text) => ({ text })),
          ),
          period,
          issuer: fc.constantFrom({ display: 'Ordre' }, { identifier: { value: '35' } }),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    ),
    communication: maybe(fc.constant([{ coding: [{ system: 'urn:ietf:bcp:47', code: 'fr' }] }])),
  })
  .map((body) => withoutAbsent({ resourceType: 'Practitioner' as const, ...body }) as Practitioner);

const socialSecurity = {
  type: { coding: [{ system: codeSystems.personIdentifierType, code: 'INS-NIR' }] },
  system: 'urn:oid:1.2.250.1.213.1.4.8',
  value: '299999999999999',
};
