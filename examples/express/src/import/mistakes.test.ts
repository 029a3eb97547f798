import { describe, expect, it } from 'vitest';
import { AgendaFileError } from './mistake.js';
import {
  createAgenda,
  createPlace,
  createSlot,
  importText,
  pathsRefused,
} from './test-data/import-text.js';

/** Sets the value at a path; `undefined` removes the property. */
function change(path: string, value: unknown): string {
  const agenda = createAgenda();
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  const last = keys.pop() ?? '';
  const parent = keys.reduce<unknown>((value, key) => Reflect.get(value as object, key), agenda);
  Reflect.set(parent as object, last, value);
  return JSON.stringify(agenda);
}

describe('A mistake is reported by its path', () => {
  const place = 'associations[0].places[1]';
  it.each([
    { path: 'idSystem', value: undefined },
    { path: 'idSystem', value: 'mes identifiants' },
    { path: 'idSystem', value: 12 },
    { path: 'associations', value: undefined, others: ['slots[0].place', 'slots[1].place'] },
    { path: 'associations', value: {}, others: ['slots[0].place', 'slots[1].place'] },
    { path: 'slots', value: undefined },
    { path: 'slots', value: 'none' },
    { path: 'version', value: 1 },
    { path: 'associations[0]', value: null, others: ['slots[0].place', 'slots[1].place'] },
    { path: 'associations[0].siret', value: undefined },
    { path: 'associations[0].siret', value: '3341737484000' },
    { path: 'associations[0].siret', value: 33417374840002 },
    { path: 'associations[0].name', value: '  ' },
    { path: 'associations[0].name', value: 'SOS\nMédecins' },
    { path: 'associations[0].town', value: 'Rennes' },
    {
      path: 'associations[0].places',
      value: 'rennes',
      others: ['slots[0].place', 'slots[1].place'],
    },
    { path: `${place}.id`, value: 'rennes' },
    { path: `${place}.id`, value: '' },
    { path: `${place}.id`, value: '..' },
    { path: `${place}.id`, value: 'a\u0000b' },
    { path: `${place}.id`, value: '\ud800' },
    { path: `${place}.finess`, value: '35000' },
    { path: `${place}.name`, value: undefined },
    { path: `${place}.phone`, value: 262101010 },
    { path: `${place}.address`, value: undefined },
    { path: `${place}.address.line`, value: undefined },
    { path: `${place}.address.postalCode`, value: '3570' },
    { path: `${place}.address.postalCode`, value: 35700 },
    { path: `${place}.address.city`, value: '' },
    { path: `${place}.address.country`, value: 'FR' },
    { path: `${place}.timeZone`, value: 'Europe/Rennes' },
    { path: `${place}.timeZone`, value: 2 },
    { path: `${place}.openingHours`, value: '8 h – 20 h' },
    { path: `${place}.openingHours[0].days`, value: [] },
    { path: `${place}.openingHours[0].days`, value: ['mon', 'mon'] },
    { path: `${place}.openingHours[0].days[1]`, value: 'mardi' },
    { path: `${place}.openingHours[0].opens`, value: '24:00' },
    { path: `${place}.openingHours[0].opens`, value: '8:00' },
    { path: `${place}.openingHours[0].closes`, value: '24:30' },
    { path: `${place}.openingHours[0].note`, value: 'sauf fériés' },
    { path: `${place}.website`, value: 'https://rennes.example' },
    { path: 'slots[1]', value: 'libre' },
    { path: 'slots[1]', value: [] },
    { path: 'slots[1].id', value: undefined },
    { path: 'slots[1].id', value: 2 },
    { path: 'slots[1].id', value: 's1' },
    { path: 'slots[1].id', value: 's'.repeat(201) },
    { path: 'slots[1].place', value: undefined },
    { path: 'slots[1].place', value: 'nantes' },
    { path: 'slots[1].place', value: ['rennes'] },
    { path: 'slots[1].start', value: undefined },
    { path: 'slots[1].start', value: '2026-12-01T09:00:00' },
    { path: 'slots[1].start', value: '2026-02-30T09:00:00+01:00' },
    { path: 'slots[1].start', value: '2026-12-01T24:30:00+01:00' },
    { path: 'slots[1].start', value: 1_796_000_000_000 },
    { path: 'slots[1].start', value: 'demain 9 h' },
    { path: 'slots[1].start', value: '+1d 9:00' },
    { path: 'slots[1].start', value: '+1d 24:00' },
    { path: 'slots[1].start', value: '1d 09:00' },
    { path: 'slots[1].end', value: undefined },
    { path: 'slots[1].end', value: '2026-12-01T09:00:00+01:00' },
    { path: 'slots[1].end', value: '2026-12-01T08:30:00+01:00' },
    { path: 'slots[1].end', value: '2026-12-01T09:30:00+02:00' },
    { path: 'slots[1].audience', value: undefined },
    { path: 'slots[1].audience', value: [] },
    { path: 'slots[1].audience', value: 'public' },
    { path: 'slots[1].audience[0]', value: 'tous' },
    { path: 'slots[1].audience[1]', value: 'public' },
    { path: 'slots[1].consultation', value: undefined },
    { path: 'slots[1].consultation', value: [] },
    { path: 'slots[1].consultation[0]', value: 'AMB' },
    { path: 'slots[1].booking', value: undefined },
    { path: 'slots[1].booking', value: 'ROUTINE' },
    { path: 'slots[1].reasons', value: 'Fièvre' },
    { path: 'slots[1].reasons[0]', value: 12 },
    { path: 'slots[1].reasons[0]', value: '' },
    { path: 'slots[1].reasons[0].code', value: undefined, reason: { label: 'Fièvre' } },
    { path: 'slots[1].reasons[0].label', value: 7, reason: { code: 'SM54' } },
    { path: 'slots[1].reasons[0].system', value: 'x', reason: { code: 'SM54' } },
    { path: 'slots[1].status', value: 'busy' },
    { path: 'slots[1].status', value: null },
    { path: 'slots[1].doctor', value: 'Dr House' },
  ])('$path = $value', async ({ path, value, others = [], reason }) => {
    const text = reason
      ? change('slots[1].reasons[0]', { ...reason, [path.split('.').at(-1) ?? '']: value })
      : change(path, value);
    expect(await pathsRefused(text)).toEqual([path, ...others]);
  });

  it('for every mistake of a file, not only the first', async () => {
    const agenda = createAgenda();
    const [association] = agenda.associations;
    association?.places.push({ ...createPlace('rennes', '1'), phone: '' });
    agenda.associations.push({ siret: '333417374840002', name: 'La même', places: [] });
    agenda.slots.push({ ...createSlot('s1'), place: 'x', booking: 'x', status: 'x' });
    expect(await pathsRefused(JSON.stringify(agenda))).toEqual([
      'associations[0].places[2].phone',
      'associations[0].places[2].address.postalCode',
      'associations[0].places[2].id',
      'associations[1].siret',
      'slots[2].id',
      'slots[2].place',
      'slots[2].booking',
      'slots[2].status',
    ]);
  });

  it('for two associations with the same SIRET, prefixed or not', async () => {
    const agenda = createAgenda();
    agenda.associations.push({ siret: '3334 173 748 40002', name: 'La même', places: [] });
    expect(await pathsRefused(JSON.stringify(agenda))).toEqual(['associations[1].siret']);
  });

  it('anywhere in a long file', async () => {
    const agenda = createAgenda();
    agenda.slots = Array.from({ length: 9000 }, (_, index) => createSlot(`s${index}`));
    for (const index of [0, 2500, 8999])
      agenda.slots[index] = { ...createSlot(`x${index}`), status: 'x' };
    expect(await pathsRefused(JSON.stringify(agenda))).toEqual([
      'slots[0].status',
      'slots[2500].status',
      'slots[8999].status',
    ]);
  });

  it.each([
    { order: ['idSystem', 'associations', 'slots'], paths: ['slots[0].status', 'slots[1]'] },
    // Whether a slot's place exists is unknown: no slot is reported.
    { order: ['slots', 'associations', 'idSystem'], paths: ['slots[1]'] },
  ] as const)(
    'and broken JSON also by line and column: $order.0 first',
    async ({ order, paths }) => {
      const agenda = createAgenda();
      agenda.slots[0] = { ...createSlot('s1'), status: 'x' };
      const lines = order.map((key) => `"${key}":${JSON.stringify(agenda[key])}`);
      const text = `{\n${lines.join(',\n')}\n}`.replace('"s2","place"', '"s2" "place"');
      const at = text.indexOf(' "place"') + 1;
      const line = 2 + order.indexOf('slots');
      const column = Buffer.byteLength(text.slice(text.lastIndexOf('\n', at), at));
      const refused = importText(text, async () => {}).catch((error: unknown) => error);
      const error = (await refused) as AgendaFileError;
      expect(error).toBeInstanceOf(AgendaFileError);
      expect(error.mistakes.map(({ path }) => path)).toEqual(paths);
      expect(error.mistakes.at(-1)?.message).toContain(`line ${line}, column ${column}`);
    },
  );

  it('for a duplicate or unknown member, even after the slots', async () => {
    const text = JSON.stringify(createAgenda());
    expect(
      await pathsRefused(text.replace(/}$/, ',"slots":[],"idSystem":"urn:x","x":[1]}')),
    ).toEqual(['slots', 'idSystem', 'x']);
  });
});
