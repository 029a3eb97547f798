// Bodies that are refused, with every issue of each refusal.
import type { SasErrorCode, SasIssue } from '@sas-sos/core';
import { toBody, toIdentifier, toNationalId, toTechnicalId } from './regulator-data.js';

/** A body that is refused. */
export interface RefusedBody {
  readonly name: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly issues: readonly SasIssue[];
}

/** A value at some path of a body. */
export type BodyChange = readonly [path: readonly (string | number)[], value: unknown];

/** A valid body with other values at some paths; `undefined` removes an element. */
export function bodyWith(...changes: readonly BodyChange[]): string {
  const body: unknown = structuredClone(toBody());
  for (const [path, value] of changes) {
    const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as never)[key], body);
    (parent as Record<PropertyKey, unknown>)[path.at(-1) as string] = value;
  }
  return JSON.stringify(body);
}

/** A valid body with a piece of its text replaced: for what no object can express. */
function textWith(piece: string, replacement: string): string {
  const text = bodyWith();
  if (!text.includes(piece)) throw new Error(`no ${piece} in the body`);
  return text.replace(piece, () => replacement);
}

const utf8 = (text: string) => new TextEncoder().encode(text);
function withByte(byte: number): Uint8Array<ArrayBuffer> {
  const bytes = utf8(bodyWith([['name', 0, 'family'], '~']));
  bytes[bytes.indexOf('~'.charCodeAt(0))] = byte;
  return bytes;
}

const whole = (code: SasErrorCode): readonly SasIssue[] => [{ code, expression: 'Practitioner' }];
const at = (code: SasErrorCode, ...paths: string[]): readonly SasIssue[] =>
  paths.map((path) => ({ code, expression: `Practitioner.${path}` }));

const unreadable: readonly RefusedBody[] = [
  { name: 'nothing', body: '', issues: whole('SAS_BODY_MISSING') },
  { name: 'spaces', body: ' \n\t', issues: whole('SAS_BODY_NOT_JSON') },
  { name: 'truncated', body: bodyWith().slice(0, -9), issues: whole('SAS_BODY_NOT_JSON') },
  {
    name: 'truncated in a text',
    body: bodyWith().slice(0, 30),
    issues: whole('SAS_BODY_NOT_JSON'),
  },
  { name: 'two bodies', body: bodyWith() + bodyWith(), issues: whole('SAS_BODY_NOT_JSON') },
  { name: 'XML', body: '<Practitioner/>', issues: whole('SAS_BODY_NOT_JSON') },
  { name: 'a form', body: 'active=true', issues: whole('SAS_BODY_NOT_JSON') },
  { name: 'a comment', body: `//\n${bodyWith()}`, issues: whole('SAS_BODY_NOT_JSON') },
  { name: 'NaN', body: textWith('true', 'NaN'), issues: whole('SAS_BODY_NOT_JSON') },
  {
    name: 'a raw line break in a name',
    body: textWith('Ma', '\n'),
    issues: whole('SAS_BODY_NOT_JSON'),
  },
  { name: 'a NUL byte after it', body: `${bodyWith()}\0`, issues: whole('SAS_BODY_NOT_JSON') },
  { name: 'a byte that is not UTF-8', body: withByte(0xff), issues: whole('SAS_BODY_ENCODING') },
  { name: 'Latin-1', body: withByte(0xe9), issues: whole('SAS_BODY_ENCODING') },
  {
    name: 'UTF-16',
    body: new Uint8Array([0xff, 0xfe, ...Buffer.from(bodyWith(), 'utf16le')]),
    issues: whole('SAS_BODY_ENCODING'),
  },
  {
    name: 'UTF-16 without a byte-order mark',
    body: new Uint8Array(Buffer.from('{"active":true}', 'utf16le')),
    issues: whole('SAS_BODY_NOT_JSON'),
  },
  {
    name: '10,000 levels of arrays',
    body: '['.repeat(10_000) + ']'.repeat(10_000),
    issues: whole('SAS_BODY_TOO_DEEP'),
  },
  {
    name: '10,000 levels of extensions',
    body: textWith(
      '"active":true',
      `"active":true,${'"extension":[{'.repeat(10_000)}${'}]'.repeat(10_000)}`,
    ),
    issues: whole('SAS_BODY_TOO_DEEP'),
  },
  {
    name: 'active twice, with two values',
    body: textWith('"active":true', '"active":false,"active":true'),
    issues: at('SAS_BODY_KEY_REPEATED', 'active'),
  },
  {
    name: 'a value twice, its key escaped the second time',
    body: textWith('"family":', '"\\u0066amily":"A","family":'),
    issues: at('SAS_BODY_KEY_REPEATED', 'name[0].family'),
  },
];

const noPractitioner: readonly RefusedBody[] = [
  ...['null', '[]', '7', '"Practitioner"', 'true', '{}', `[${bodyWith()}]`].map((body) => ({
    name: body.slice(0, 20),
    body,
    issues: whole('SAS_RESOURCE_TYPE_MISMATCH'),
  })),
  ...['Patient', 'practitioner', 'PractitionerRole', 'Bundle', '', null, ['Practitioner']].map(
    (type) => ({
      name: `resourceType ${JSON.stringify(type)}`,
      body: bodyWith([['resourceType'], type]),
      issues: whole('SAS_RESOURCE_TYPE_MISMATCH'),
    }),
  ),
  {
    name: 'no resourceType',
    body: bodyWith([['resourceType'], undefined]),
    issues: whole('SAS_RESOURCE_TYPE_MISMATCH'),
  },
];

/** A row per path: the value at the path, and the expected issue. */
function rows(
  code: SasErrorCode,
  list: readonly (readonly [path: string, value: unknown, at?: string])[],
): readonly RefusedBody[] {
  return list.map(([path, value, at = path]) => {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
    const shown = (JSON.stringify(value) ?? 'nothing').slice(0, 40);
    return {
      name: `${path}: ${shown}`,
      body: bodyWith([steps, value]),
      issues: [{ code, expression: at === '' ? 'Practitioner' : `Practitioner.${at}` }],
    };
  });
}

const missing = rows('SAS_ELEMENT_REQUIRED', [
  ['active', undefined],
  ['identifier', undefined],
  ['identifier[0].type', undefined],
  ['identifier[0].system', undefined],
  ['identifier[0].value', undefined],
  ['name', undefined],
  ['name[0].family', undefined],
  ['name[0].given', undefined],
  ['telecom', undefined],
  ['telecom[0].system', undefined],
  ['telecom[0].value', undefined],
  // Present, but none of them counts.
  ['name[0].use', 'old', 'name'],
  ['name[0].use', 'maiden', 'name'],
  ['telecom[0].use', 'old', 'telecom'],
  ['identifier[0].system', 'urn:oid:1.2.250.1.71.4.2.2', 'identifier'],
  ['photo', [{ data: 'AAAA' }], 'photo[0].contentType'],
]);

const wrongType = rows('SAS_ELEMENT_TYPE', [
  ['active', 'true'],
  ['active', 1],
  ['active', null],
  ['active', [true]],
  ['id', 12],
  ['meta', 'source'],
  ['meta', { source: 7 }, 'meta.source'],
  ['meta', { profile: 'x' }, 'meta.profile'],
  ['identifier', {}],
  ['identifier', null],
  ['identifier[0]', 'x'],
  ['identifier[0]', null],
  ['identifier[0].value', 899_900_000_017],
  ['identifier[0].system', ['urn:oid:1.2.250.1.71.4.2.1']],
  ['identifier[0].type', 'IDNPS'],
  ['identifier[0].type.coding', {}],
  ['name', 'Martin'],
  ['name[0]', 'Martin'],
  ['name[0].family', ['Martin']],
  ['name[0].given', 'Anne'],
  ['name[0].given', [null], 'name[0].given[0]'],
  ['name[0].given', [['Anne']], 'name[0].given[0]'],
  ['telecom', { system: 'email', value: 'a@sas.example' }],
  ['telecom[0].value', { value: 'a@sas.example' }],
  ['telecom[0].system', 3],
  ['gender', true],
  ['birthDate', 19_800_101],
  ['address', [null], 'address[0]'],
  ['address', [{ line: '1 rue' }], 'address[0].line'],
  ['qualification', [{ code: 'x' }], 'qualification[0].code'],
  ['_active', 'x'],
]);

const empty = rows('SAS_ELEMENT_EMPTY', [
  ['identifier', []],
  ['identifier[0].value', ''],
  ['identifier[0].value', '   '],
  ['identifier[0].type', {}],
  ['identifier[0].type.coding', []],
  ['name', []],
  ['name[0].family', ''],
  ['name[0].family', ' \t '],
  ['name[0].family', '\u00a0\u2003'],
  ['name[0].family', '\u200b'],
  ['name[0].given', ['\u2800'], 'name[0].given[0]'],
  ['name[0].given', []],
  ['name[0].given', [''], 'name[0].given[0]'],
  ['telecom', []],
  ['telecom[0].value', ''],
  ['telecom[0].value', '  '],
  ['address', [{}], 'address[0]'],
  ['address', [{ id: 'a' }], 'address[0]'],
  ['meta', {}],
  ['extension', []],
  ['_birthDate', {}],
  ['qualification', [{ code: {} }], 'qualification[0].code'],
]);

const wrongValue = rows('SAS_ELEMENT_VALUE', [
  ['meta.source', 'urn:oid:1.2.250.1.213.3.7'],
  ['name[0].family', 'Mar\u0000tin'],
  ['name[0].family', 'Mar\u001btin'],
  ['name[0].family', 'Mar\u0085tin'],
  ['name[0].given', ['An\u0007ne'], 'name[0].given[0]'],
  ['name[0].family', 'Mar\u202etin'],
  ['name[0].family', '\ud83d'],
  ['name[0].family', 'A\udc00'],
  ['name[0].use', 'Official'],
  ['telecom[0].system', 'phone'],
  ['telecom[0].system', 'Email'],
  ['telecom[0].system', ''],
  ['telecom[0].value', 'maelle'],
  ['telecom[0].value', 'ma elle@sas.example'],
  ['telecom[0].value', 'a@b@sas.example'],
  ['telecom[0].value', '@sas.example'],
  ['telecom[0].value', 'ma\u200belle@sas.example'],
  ...['\u034f', '\ufe0f', '\u3164', '\u115f', '\u{e0100}', '\u17b4', '\u180b', '\uffa0'].map(
    (hidden): [string, string] => ['telecom[0].value', `ma${hidden}elle@sas.example`],
  ),
  ['telecom[0].value', 'maelle@sas\u3164.example'],
  ['telecom[0].value', 'mailto:'],
  ['telecom[0].value', 'mailto:maelle'],
  ['telecom[0].value', 'mailto:mailto:maelle@sas.example'],
  ['telecom[0].value', 'mailto:maelle@sas.example?subject=x'],
  ['telecom[0].rank', 0],
  ['telecom[0].rank', 2_147_483_648],
  ['identifier[0].use', 'first'],
  ['identifier[0].system', 'urn:oid: 1.2'],
  ['identifier[0].system', 'rpps'],
  ['gender', 'F'],
  ['birthDate', '1980-02-30'],
  ['birthDate', '1981-02-29'],
  ['birthDate', '1980-13-01'],
  ['birthDate', '0000-01-01'],
  ['birthDate', '01/02/1980'],
  ['birthDate', '1980-01-01T00:00:00Z'],
  ['meta', { lastUpdated: '2026-01-01' }, 'meta.lastUpdated'],
  ['meta', { lastUpdated: '2026-01-01T00:00:00+14:30' }, 'meta.lastUpdated'],
  ['identifier[0].period', { start: '2026-02-02', end: '2026-02-01' }],
  ['address', [{ period: { start: '2026-02-31' } }], 'address[0].period.start'],
  ['text', { status: 'generated', div: 'x' }, 'text.div'],
  ['extension', [{ url: 'https://editeur.example/e' }], 'extension[0]'],
  ['extension', [{ url: 'https://editeur.example/e', valueString: null }], 'extension[0]'],
  ['communication', [{ coding: [{ code: 'a  b' }] }], 'communication[0].coding[0].code'],
  ['communication', [{ coding: [{ code: 'a\nb' }] }], 'communication[0].coding[0].code'],
  ['photo', [{ contentType: 'a  b', url: 'urn:x:y' }], 'photo[0].contentType'],
  [
    'qualification',
    [{ code: { text: 'x' }, issuer: { reference: 'Patient/1' } }],
    'qualification[0].issuer.reference',
  ],
  ['photo', [{ contentType: 'image/png', data: 'é' }], 'photo[0].data'],
  ['photo', [{ contentType: 'image/png', data: 'AAAAA' }], 'photo[0].data'],
]);

const extension = [{ url: 'https://editeur.example/e', valueBoolean: true }];
const unsupported = rows('SAS_ELEMENT_UNSUPPORTED', [
  ['contained', [{ resourceType: 'Organization', id: 'o' }]],
  ['modifierExtension', extension],
  ['implicitRules', 'https://editeur.example/rules'],
  [
    'qualification',
    [{ code: { text: 'x' }, modifierExtension: extension }],
    'qualification[0].modifierExtension',
  ],
]);

const unknownElement: readonly RefusedBody[] = [
  ...rows('SAS_ELEMENT_UNKNOWN', [
    ['password', 'x'],
    ['deceasedBoolean', false],
    ['constructor', {}],
    ['toString', 'x'],
    ['identifier[0].oid', 'x'],
    ['identifier[0].type.code', 'IDNPS'],
    ['identifier[0].type.coding[0].label', 'x'],
    ['name[0].givenName', 'x'],
    ['telecom[0].valeur', 'x'],
    ['address', [{ street: 'x' }], 'address[0].street'],
    ['meta', { author: 'x' }, 'meta.author'],
    // A key that no element could have is not repeated in the answer.
    ['name[0].a key', 'x', 'name[0]'],
    [`${'k'.repeat(80)}`, 'x', ''],
  ]),
  {
    name: '__proto__',
    body: textWith('"active":true', '"active":true,"__proto__":{"active":false}'),
    issues: whole('SAS_ELEMENT_UNKNOWN'),
  },
  {
    name: '__proto__ in an element, for a missing member',
    body: textWith('"family":', '"__proto__":{"family":"A"},"_family":'),
    issues: [
      ...at('SAS_ELEMENT_TYPE', 'name[0]._family'),
      ...at('SAS_ELEMENT_REQUIRED', 'name[0].family'),
      ...at('SAS_ELEMENT_UNKNOWN', 'name[0]'),
    ],
  },
];

const tooMuch: readonly RefusedBody[] = [
  ...rows('SAS_ELEMENT_TOO_LONG', [
    ['name[0].family', 'A'.repeat(256)],
    ['telecom[0].value', `${'a'.repeat(300)}@sas.example`],
    ['identifier[0].value', '8'.repeat(300)],
  ]),
  ...rows('SAS_ELEMENT_TOO_MANY', [
    ['name[0].given', ['Anne', 'Marie']],
    ['name[0].prefix', ['MME', 'DR']],
    ['name', Array.from({ length: 21 }, () => ({ family: 'A', given: ['B'] }))],
    ['identifier', Array.from({ length: 6000 }, () => null), ''],
  ]),
  {
    name: 'a name of 2 MB',
    body: bodyWith([['name', 0, 'family'], 'A'.repeat(2_000_000)]),
    issues: [{ code: 'SAS_BODY_TOO_LARGE' }],
  },
  {
    name: 'a name of just under 1 MiB',
    body: bodyWith([['name', 0, 'family'], 'A'.repeat(1_040_000)]),
    issues: at('SAS_ELEMENT_TOO_LONG', 'name[0].family'),
  },
];

const [n1, n2, t1, t2] = [toNationalId(1), toNationalId(2), toTechnicalId(1), toTechnicalId(2)];
const value = ['identifier', 0, 'value'] as const;
const typeCode = ['identifier', 0, 'type', 'coding', 0, 'code'] as const;
const system = ['identifier', 0, 'system'] as const;
const technicalSystem = 'urn:oid:1.2.250.1.213.3.6';
const identifiers: readonly RefusedBody[] = [
  {
    name: 'two national identifiers',
    body: bodyWith([['identifier'], [toIdentifier('IDNPS', n1), toIdentifier('IDNPS', n2)]]),
    issues: at('SAS_REGULATOR_IDENTIFIER_REPEATED', 'identifier[1]'),
  },
  {
    name: 'two technical identifiers',
    body: bodyWith([['identifier'], [toIdentifier('INTRN', t1), toIdentifier('INTRN', t2)]]),
    issues: at('SAS_REGULATOR_IDENTIFIER_REPEATED', 'identifier[1]'),
  },
  {
    name: 'two national identifiers by their form, one under each system',
    body: bodyWith([['identifier'], [toIdentifier('IDNPS', n1), toIdentifier('INTRN', n2)]]),
    issues: at('SAS_REGULATOR_IDENTIFIER_REPEATED', 'identifier[1]'),
  },
  {
    name: 'the same identifier twice',
    body: bodyWith([['identifier'], [toIdentifier('IDNPS', n1), toIdentifier('IDNPS', n1)]]),
    issues: at('SAS_REGULATOR_IDENTIFIER_REPEATED', 'identifier[1]'),
  },
  {
    name: 'type INTRN under the national system',
    body: bodyWith([typeCode, 'INTRN']),
    issues: at('SAS_REGULATOR_IDENTIFIER_TYPE', 'identifier[0].type'),
  },
  {
    name: 'type IDNPS under the technical system',
    body: bodyWith([system, technicalSystem]),
    issues: at('SAS_REGULATOR_IDENTIFIER_TYPE', 'identifier[0].type'),
  },
  {
    name: 'a type of another code system',
    body: bodyWith([['identifier', 0, 'type', 'coding', 0, 'system'], 'http://hl7.org/fhir/v2']),
    issues: at('SAS_REGULATOR_IDENTIFIER_TYPE', 'identifier[0].type'),
  },
  {
    name: 'a type with only a text',
    body: bodyWith([['identifier', 0, 'type'], { text: 'IDNPS' }]),
    issues: at('SAS_REGULATOR_IDENTIFIER_TYPE', 'identifier[0].type'),
  },
  ...['regulator-1', '8999', `${n1}0`, `${t1}0`, '{}', '%00', 'null', `${n1}|${n2}`].map(
    (text) => ({
      name: `identifier ${text}`,
      body: bodyWith([value, text]),
      issues: at('SAS_REGULATOR_IDENTIFIER_MALFORMED', 'identifier[0].value'),
    }),
  ),
];

const several: readonly RefusedBody[] = [
  {
    name: 'several faults at once, all reported',
    body: bodyWith([['active'], 'yes'], [['telecom', 0, 'system'], 'phone'], [['gender'], 'F']),
    issues: [
      ...at('SAS_ELEMENT_TYPE', 'active'),
      ...at('SAS_ELEMENT_VALUE', 'telecom[0].system', 'gender'),
    ],
  },
];

/** Every refused body. */
export const refusedBodies: Readonly<Record<string, readonly RefusedBody[]>> = {
  'a body that cannot be read': unreadable,
  'a body that is not a Practitioner': noPractitioner,
  'a required element that is missing': missing,
  'an element of another type': wrongType,
  'an element without content': empty,
  'a value that is not allowed': wrongValue,
  'an element that is not honoured': unsupported,
  'an element that does not exist': unknownElement,
  'too much': tooMuch,
  'invalid identifiers': identifiers,
  'several faults': several,
};
