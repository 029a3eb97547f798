import { readFileSync } from 'node:fs';
import { overseasTimeZone } from '@sas-sos/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resourcesOf, searchSlots } from './search-slots.js';
import { type RunningVendor, startVendor } from './start-vendor.js';

const demo = JSON.parse(
  readFileSync(new URL('../../examples/express/agenda/demo.json', import.meta.url), 'utf8'),
);
interface DemoSlot {
  readonly place: string;
  /** `+1d 09:00`. */
  readonly start: string;
  readonly audience: readonly string[];
  readonly consultation: readonly string[];
  readonly booking: string;
  readonly reasons: readonly unknown[];
  readonly status: string;
}
interface DemoPlace {
  readonly id: string;
  readonly openingHours: readonly { readonly opens: string; readonly closes: string }[];
}
const slots: readonly DemoSlot[] = demo.slots;
const sirets: readonly string[] = demo.associations.map(
  ({ siret }: { siret: string }) => `3${siret}`,
);

/** Returns the distinct values of a property, as JSON. */
function kindsOf(property: keyof DemoSlot, from: readonly DemoSlot[] = slots): ReadonlySet<string> {
  return new Set(from.map((slot) => JSON.stringify(slot[property])));
}

describe('The demo agenda', () => {
  it('has 10 associations and 30 places, on the mainland and overseas', () => {
    expect(demo.associations).toHaveLength(10);
    const places = demo.associations.flatMap(({ places }: { places: unknown[] }) => places);
    expect(places).toHaveLength(30);
    const zones = places.map(({ address }: { address: { postalCode: string } }) =>
      overseasTimeZone(address.postalCode),
    );
    expect(new Set(zones).size).toBe(6);
  });

  it('has no home visits in the two associations of the guide, which the official suite is run on', () => {
    const places = new Set(['1111111111', '2222222222', '3333333333']);
    const ofGuide = slots.filter(({ place }) => places.has(place));
    expect(ofGuide.length).toBeGreaterThan(100);
    expect([...kindsOf('consultation', ofGuide)].join()).not.toContain('home-visit');
  });

  it('has nobody at a place that is closed, nor patients without an appointment elsewhere', () => {
    const hours = new Map(
      demo.associations.flatMap(({ places }: { places: DemoPlace[] }) =>
        places.map(({ id, openingHours }) => [id, openingHours] as const),
      ),
    ) as ReadonlyMap<string, DemoPlace['openingHours']>;
    const isWrong = ({ place, start, consultation, booking }: DemoSlot) => {
      const time = start.slice(-5);
      const isOpen = hours.get(place)?.every(({ opens, closes }) => opens <= time && time < closes);
      return (
        (consultation.includes('on-site') && !isOpen) ||
        (booking === 'walk-in' && consultation.join() !== 'on-site')
      );
    };
    expect(slots.filter(isWrong)).toEqual([]);
  });

  it.each([
    {
      property: 'audience',
      kinds: [
        ['public'],
        ['sas'],
        ['public', 'sas'],
        ['samu'],
        ['patients'],
        ['professionals'],
        ['sas', 'samu'],
        ['public', 'patients'],
      ],
    },
    {
      property: 'consultation',
      kinds: [
        ['on-site'],
        ['remote'],
        ['home-visit'],
        ['on-site', 'remote'],
        ['on-site', 'home-visit'],
        ['remote', 'home-visit'],
        ['on-site', 'remote', 'home-visit'],
      ],
    },
    { property: 'booking', kinds: ['appointment', 'walk-in'] },
    {
      property: 'reasons',
      kinds: [[], ['Fièvre'], [{ code: 'SM54', label: 'Médecine générale' }]],
    },
    { property: 'status', kinds: ['free', 'booked', 'blocked'] },
  ] as const)('has every kind of slot: $property', ({ property, kinds }) => {
    expect([...kindsOf(property)]).toEqual(
      expect.arrayContaining(kinds.map((kind) => JSON.stringify(kind))),
    );
    const free = slots.filter(({ status }) => status === 'free');
    if (property !== 'status') expect(kindsOf(property, free)).toEqual(kindsOf(property));
  });
});

describe('The vendor on its demo agenda', () => {
  let vendor: RunningVendor;
  beforeAll(async () => {
    vendor = await startVendor();
  });
  afterAll(() => vendor[Symbol.asyncDispose]());

  it('answers the request of the guide with its two associations and three places', async () => {
    const bundle = await searchSlots(vendor.url, ['334173748400020', '392080466300010']);
    expect(bundle.total).toBe(resourcesOf(bundle, 'Slot').length);
    expect(resourcesOf(bundle, 'Organization').map(({ name }) => name)).toEqual([
      'SOS Médecins de Rennes',
      'SOS Médecins Lorient et agglomération',
    ]);
    expect(
      resourcesOf(bundle, 'Location').map(({ id, telecom }) => [id, telecom?.[0]?.value]),
    ).toEqual([
      ['1111111111', '+33193246789'],
      ['2222222222', '+33145249912'],
      ['3333333333', '+33139555992'],
    ]);
  });

  it('returns every kind of slot for the platform, and no other', async () => {
    const found = resourcesOf(await searchSlots(vendor.url, sirets), 'Slot');
    const kinds = (read: (slot: (typeof found)[number]) => unknown) =>
      [...new Set(found.map((slot) => JSON.stringify(read(slot))))].sort();
    const consultations = kinds(({ serviceType }) =>
      serviceType?.map(({ coding }) => coding?.[0]?.code).sort(),
    );
    expect(kinds(({ meta }) => meta?.security?.map(({ code }) => code).sort())).toEqual([
      '["PUBLIC","SNP"]',
      '["PUBLIC"]',
      '["SNP"]',
    ]);
    expect(consultations).toHaveLength(7);
    expect(kinds(({ appointmentType }) => appointmentType?.coding?.[0]?.code)).toEqual([
      '"ROUTINE"',
      '"WALKIN"',
    ]);
    expect(kinds(({ status }) => status)).toEqual(['"free"']);
    expect(found.some(({ specialty }) => specialty?.[0]?.text === 'Fièvre')).toBe(true);
    expect(found.some(({ specialty }) => specialty?.[0]?.coding?.[0]?.code === 'SM40')).toBe(true);
    expect(found.some(({ specialty }) => !specialty)).toBe(true);
  });

  it('writes every slot in the time zone of its place', async () => {
    const bundle = await searchSlots(vendor.url, ['390000000400011', '390000000600016']);
    const offsets = new Set(resourcesOf(bundle, 'Slot').map(({ start }) => start.slice(-6)));
    expect(offsets).toEqual(new Set(['+04:00', '-04:00']));
  });
});
