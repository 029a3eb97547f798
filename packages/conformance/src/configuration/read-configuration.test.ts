import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Configuration } from './configuration.js';
import { ConfigurationError } from './configuration-error.js';
import { readConfiguration } from './read-configuration.js';

const vendor = 'https://agenda.example/fhir';

/** Paths of the mistakes in a configuration of any shape. */
function findMistakes(given: unknown): readonly string[] {
  try {
    readConfiguration(given as Configuration);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.mistakes.map(({ path }) => path);
  }
}

describe('a configuration', () => {
  it('needs a vendor alone; the rest has a default', () => {
    expect(readConfiguration({ vendor: `${vendor}/` })).toMatchObject({
      vendor,
      isTls: true,
      associations: { onePlace: undefined, twoPlaces: undefined },
      simulator: undefined,
      booking: undefined,
      appointments: [],
      limits: { answer: 7000, report: 5000, run: 120_000 },
    });
  });

  it('reads a SIRET with or without its prefix', () => {
    const associations = { onePlace: '92080466300010', twoPlaces: '334173748400020' };
    expect(readConfiguration({ vendor, associations }).associations).toEqual({
      onePlace: '392080466300010',
      twoPlaces: '334173748400020',
    });
  });

  it('reads files relative to its folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sas-sos-configuration-'));
    try {
      writeFileSync(join(folder, 'report.json'), '{"resourceType":"Appointment"}');
      writeFileSync(join(folder, 'wrong.json'), '{');
      const read = (name: string) => readConfiguration({ vendor, appointments: [name] }, folder);
      expect(read('report.json').appointments).toEqual([{ resourceType: 'Appointment' }]);
      expect(() => read('wrong.json')).toThrow('appointments[0]: wrong.json is not JSON.');
      expect(() => read('nowhere.json')).toThrow('nowhere.json cannot be read.');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('lists all its mistakes', () => {
    const given = {
      vendor: 'x',
      associations: { onePlace: '1' },
      limits: { run: 0 },
      colour: 'red',
    };
    expect(findMistakes(given)).toEqual([
      'colour',
      'vendor',
      'associations.onePlace',
      'limits.run',
    ]);
  });
});

const form = { form: '/appointments', fields: { slot: '1' } };

it.each([
  {
    path: 'vendor',
    wrong: [undefined, null, 7, 'agenda.example', 'ftp://a.example', `${vendor}?a=1`],
  },
  { path: 'vendor', wrong: ['https://user:secret@agenda.example/fhir', `${vendor}#a`] },
  { path: 'simulator', wrong: [null, 4000, 'localhost:4000'] },
  { path: 'associations', wrong: [null, '92080466300010', ['92080466300010']] },
  { path: 'associations.twoPlaces', wrong: [null, 92_080_466_300_010, '9208046630001'] },
  { path: 'slotTypes', wrong: [null, 'PUBLIC', [1], {}] },
  { path: 'consultations', wrong: [null, 'AMB', [null]] },
  { path: 'certificates', wrong: [null, 'pki', []] },
  { path: 'certificates.ca', wrong: [null, 7, 'nowhere.pem'] },
  { path: 'certificates.valid', wrong: [null, 'pki/platform.pem'] },
  { path: 'signOn', wrong: [null, 'sas', []] },
  { path: 'signOn.origin', wrong: [null, '', 'a b', 'a&b'] },
  { path: 'signOn.confirmSeconds', wrong: [null, '0', -1, Number.NaN] },
  { path: 'signOn.accept', wrong: [null, 'accept', { decision: true }] },
  { path: 'booking', wrong: [null, 'form', () => {}] },
  { path: 'booking.book', wrong: [null, 'form', { from: '/a' }, { form: 1 }, { fields: 'a' }] },
  { path: 'appointments', wrong: [null, 'report.json', {}, [1], [null]] },
  { path: 'declarations', wrong: [null, true, []] },
  { path: 'declarations.twoFactor', wrong: [null, 1, {}] },
  { path: 'accounts', wrong: [null, 'fixed'] },
  { path: 'accounts.identifiers', wrong: [null, 'old', true] },
  { path: 'accounts.seed', wrong: [null, 1] },
  { path: 'accounts.emailDomain', wrong: [null, 'a@b.example', 'example', ''] },
  { path: 'accounts.forgetAccounts', wrong: [null, 'forget.sh', true] },
  { path: 'limits', wrong: [null, 7000] },
  { path: 'limits.answer', wrong: [null, '7000', 0, -1, 1.5, Number.NaN, 3_600_001] },
  { path: 'limits.report', wrong: [0] },
])('$path is refused: $wrong', ({ path, wrong }) => {
  for (const value of wrong) {
    const [member = '', inner] = path.split('.');
    const given = { vendor, [member]: inner === undefined ? value : { [inner]: value } };
    expect(findMistakes(given), JSON.stringify(value)).toEqual([path]);
  }
});

it.each([
  { booking: { book: form, cancel: async () => {}, fulfil: {} } },
  { declarations: { twoFactor: false, structureIdentifier: 'SIRET' } },
  { accounts: { identifiers: 'fixed', seed: 'a', emailDomain: 'essai.example.org' } },
  { signOn: { origin: 'sas', confirmSeconds: 0, accept: { decision: 'accept' } } },
  { slotTypes: [], consultations: ['AMB'], simulator: 'http://127.0.0.1:4000' },
  { associations: undefined, certificates: undefined, limits: { answer: undefined } },
])('$0 is accepted', (given) => {
  expect(findMistakes({ vendor, ...given })).toEqual([]);
});

it.each([null, undefined, 'x', 7, []])('%s is no configuration', (given) => {
  expect(findMistakes(given)).toEqual(['']);
});
