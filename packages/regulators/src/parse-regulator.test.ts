import { type Regulator, toEmailKey } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { parseRegulator } from './parse-regulator.js';
import { guideBodies } from './test-data/guide-bodies.js';
import {
  fixtureValues,
  toBody,
  toIdentifier,
  toNationalId,
  toTechnicalId,
} from './test-data/regulator-data.js';
import { toFhirPractitioner } from './to-fhir-practitioner.js';

const [n1, t1] = [toNationalId(1), toTechnicalId(1)];

describe('the forms of the guide’s examples', () => {
  it.each(guideBodies)('$name', ({ body, regulator }) => {
    expect(parseRegulator(body)).toEqual(regulator);
  });
  it.each(guideBodies)('$name, served again except for its id', ({ body, regulator }) => {
    const served = toFhirPractitioner({ ...regulator, id: 'a0', version: 1 });
    expect(served).toEqual({ ...body, id: 'a0' });
  });
});

describe('identifiers, by their form', () => {
  const read = (...identifier: object[]) => {
    const { nationalId, technicalId } = parseRegulator({ ...toBody(), identifier });
    return [nationalId, technicalId];
  };
  const other = { ...toIdentifier('IDNPS', 'x'), system: 'https://editeur.example/ids' };
  it.each([
    { name: 'an RPPS', list: [toIdentifier('IDNPS', n1)], expected: [n1, null] },
    {
      name: 'without its prefix',
      list: [toIdentifier('IDNPS', n1.slice(1))],
      expected: [n1, null],
    },
    {
      name: 'an ADELI without its prefix',
      list: [toIdentifier('IDNPS', '359999999')],
      expected: ['0359999999', null],
    },
    { name: 'spaces in it', list: [toIdentifier('IDNPS', ` ${n1} `)], expected: [n1, null] },
    { name: 'a UUID', list: [toIdentifier('INTRN', t1)], expected: [null, t1] },
    {
      name: 'a UUID in capitals',
      list: [toIdentifier('INTRN', t1.toUpperCase())],
      expected: [null, t1],
    },
    { name: 'a UUID as national', list: [toIdentifier('IDNPS', t1)], expected: [null, t1] },
    { name: 'an RPPS as technical', list: [toIdentifier('INTRN', n1)], expected: [n1, null] },
    {
      name: 'both, crossed',
      list: [toIdentifier('INTRN', n1), toIdentifier('IDNPS', t1)],
      expected: [n1, t1],
    },
    {
      name: 'next to one of another system',
      list: [other, toIdentifier('IDNPS', n1)],
      expected: [n1, null],
    },
    {
      name: 'next to an old one',
      list: [{ ...toIdentifier('INTRN', t1), use: 'old' }, toIdentifier('IDNPS', n1)],
      expected: [n1, null],
    },
  ])('$name', ({ list, expected }) => {
    expect(read(...list)).toEqual(expected);
  });
});

describe('which of several counts', () => {
  const name = (use: string | undefined, family: string) => ({
    ...(use === undefined ? {} : { use }),
    family,
    given: ['Zoé'],
  });
  it.each([
    { name: 'official before usual', names: [name('usual', 'B'), name('official', 'A')], is: 'A' },
    { name: 'usual before none', names: [name(undefined, 'B'), name('usual', 'A')], is: 'A' },
    { name: 'none before maiden', names: [name('maiden', 'B'), name(undefined, 'A')], is: 'A' },
    { name: 'never an old one', names: [name('old', 'B'), name('temp', 'A')], is: 'A' },
    { name: 'the first of two alike', names: [name('usual', 'A'), name('usual', 'B')], is: 'A' },
  ])('name: $name', ({ names, is }) => {
    expect(parseRegulator({ ...toBody(), name: names }).familyName).toBe(is);
  });

  const email = (value: string, part: object = {}) => ({ system: 'email', value, ...part });
  it.each([
    { name: 'the first', list: [email('a@sas.example'), email('b@sas.example')] },
    {
      name: 'by its rank',
      list: [email('b@sas.example', { rank: 2 }), email('a@sas.example', { rank: 1 })],
    },
    {
      name: 'a rank before none',
      list: [email('b@sas.example'), email('a@sas.example', { rank: 9 })],
    },
    {
      name: 'never an old one',
      list: [email('b@sas.example', { use: 'old', rank: 1 }), email('a@sas.example')],
    },
    { name: 'as a link', list: [email('mailto:a@sas.example')] },
    { name: 'as a link in capitals', list: [email(' MAILTO:a@sas.example ')] },
  ])('e-mail: $name', ({ list }) => {
    expect(parseRegulator({ ...toBody(), telecom: list }).email).toBe('a@sas.example');
  });
});

describe('characters are kept, except invisible ones', () => {
  it.each([
    { name: 'spaces around', written: '  Le Goff\t', kept: 'Le Goff' },
    { name: 'a no-break space', written: 'Le\u00a0Goff', kept: 'Le Goff' },
    {
      name: 'accents, punctuation, ligatures',
      written: "d'Œuvre-Éloïse (née Ñ)",
      kept: "d'Œuvre-Éloïse (née Ñ)",
    },
    { name: 'an accent as two code points', written: 'Rene\u0301', kept: 'Rene\u0301' },
    { name: 'beyond the basic plane', written: '𠮷野', kept: '𠮷野' },
    { name: 'markup characters', written: '<b>&"\'', kept: '<b>&"\'' },
    { name: '255 characters', written: 'A'.repeat(255), kept: 'A'.repeat(255) },
  ])('$name', ({ written, kept }) => {
    const body = { ...toBody(), name: [{ family: written, given: [written] }] };
    expect(parseRegulator(body)).toMatchObject({ familyName: kept, givenName: kept });
  });

  it('the e-mail address is kept as written, its key is normalised', () => {
    const { email, emailKey } = parseRegulator(toBody({ email: 'Zoé.Essai@SAS.example' }));
    expect([email, emailKey]).toEqual([
      'Zoé.Essai@SAS.example',
      toEmailKey('zoé.essai@sas.example'),
    ]);
  });
});

describe('details', () => {
  const extension = [{ url: 'https://editeur.example/e', valueString: 'x' }];
  it('are all kept', () => {
    const regulator = parseRegulator({
      ...toBody(),
      id: 'theirs',
      language: 'fr',
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
      extension,
      _birthDate: { extension },
      identifier: [
        toIdentifier('IDNPS', n1),
        {
          type: {
            coding: [
              { system: 'http://interopsante.org/fhir/CodeSystem/fr-v2-0203', code: 'INS-NIR' },
            ],
          },
          system: 'urn:oid:1.2.250.1.213.1.4.10',
          value: '299999999999999',
        },
      ],
      name: [
        { use: 'official', family: 'Essai', given: ['Zoé'], prefix: ['MME'], suffix: ['DR', 'PR'] },
        { use: 'maiden', family: 'Fictive', given: ['Zoé'] },
      ],
      gender: 'female',
      birthDate: '1980-02-29',
      address: [
        { use: 'old', city: 'Brest' },
        { line: ['1 rue', 'Bât. B'], postalCode: '35000', city: 'Rennes', country: 'FRA' },
      ],
      photo: [{ contentType: 'image/png', data: 'AAAA' }],
      qualification: [
        {
          code: { coding: [{ system: 'https://codes.example/r38', code: 'SM54', display: 'MG' }] },
        },
        { code: { text: 'Régulation' } },
      ],
      communication: [{ text: 'français' }],
    });
    expect(regulator.details).toEqual({
      title: 'MME',
      professionalTitles: ['DR', 'PR'],
      gender: 'female',
      birthDate: '1980-02-29',
      birthName: 'Fictive',
      address: { lines: ['1 rue', 'Bât. B'], postalCode: '35000', city: 'Rennes', country: 'FRA' },
      socialSecurityNumber: '299999999999999',
      qualifications: [
        { system: 'https://codes.example/r38', code: 'SM54', label: 'MG' },
        { label: 'Régulation' },
      ],
    } satisfies Regulator['details']);
  });

  it('are an empty object if there are none', () => {
    expect(parseRegulator(toBody()).details).toEqual({});
  });

  it.each([
    {
      name: 'an address in one text',
      address: { text: '1 rue, Rennes' },
      lines: ['1 rue, Rennes'],
    },
    { name: 'an address without any kept part', address: { district: 'x' }, lines: undefined },
  ])('$name', ({ address, lines }) => {
    expect(parseRegulator({ ...toBody(), address: [address] }).details.address?.lines).toEqual(
      lines,
    );
  });
});

describe('an account without any identifier', () => {
  it('has an empty list of them', () => {
    const regulator = parseRegulator(toBody());
    const bare = { ...regulator, nationalId: null, id: 'a0', version: 1, active: false };
    expect(toFhirPractitioner(bare).identifier).toEqual([]);
    expect(JSON.stringify(toFhirPractitioner(bare))).not.toContain(fixtureValues.nationalId);
  });
});
