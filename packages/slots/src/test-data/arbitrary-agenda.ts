// Agendas for property tests: any directory, any slots, valid and invalid.
import type {
  Agenda,
  Association,
  Audience,
  Consultation,
  FreeSlot,
  Place,
  Reason,
} from '@sas-sos/core';
import fc from 'fast-check';

/** A whole agenda. */
export interface GeneratedAgenda {
  readonly associations: readonly Association[];
  readonly slots: readonly FreeSlot[];
}

/** Where the generated slots start: the four days after this instant. */
export const generatedEpoch = Date.parse('2026-10-24T00:00:00Z');

/** The unusual value, one time in eight. */
function mostly<T>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 7, arbitrary: usual }, { weight: 1, arbitrary: unusual });
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const line = fc
  .oneof(text, fc.constantFrom('12 rue de l’Œuvre', 'a"b\\c', 'É', '\u2028x'))
  .map((value) => `x${value}`);
const territories = fc.constantFrom(
  { postalCode: '35000', timeZone: undefined },
  { postalCode: '97410', timeZone: 'Indian/Reunion' },
  { postalCode: '97110', timeZone: undefined },
  { postalCode: '98800', timeZone: 'Pacific/Noumea' },
  { postalCode: '97500', timeZone: 'America/Miquelon' },
);

function place(id: string): fc.Arbitrary<Place> {
  return fc
    .record({
      name: line,
      line,
      city: line,
      territory: territories,
      phone: fc.constantFrom(undefined, '01 99 00 12 34', '0262 20 10 10', '3624'),
      agendaUrl: fc.constantFrom(undefined, 'https://agenda.example/lieu', 'javascript:alert(1)'),
      hours: fc.constantFrom(undefined, [
        { days: ['mon', 'sun'] as const, opens: '08:00', closes: '24:00' },
      ]),
    })
    .map(({ name, line: street, city, territory, phone, agendaUrl, hours }) => ({
      id,
      name,
      address: { line: street, city, postalCode: territory.postalCode },
      timeZone: territory.timeZone,
      phone,
      agendaUrl,
      openingHours: hours,
    }));
}

/** Associations with distinct SIRETs and places with distinct ids, some of them invalid in FHIR. */
const directory: fc.Arbitrary<readonly Association[]> = fc
  .array(fc.tuple(line, mostly(fc.integer({ min: 1, max: 3 }), fc.constant(0))), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((rows) =>
    fc.tuple(
      ...rows.map(([name, places], index) =>
        fc
          .tuple(
            ...Array.from({ length: places }, (_, rank) =>
              fc
                .constantFrom(`p${index}-${rank}`, `lieu n°${index}/${rank}`, `x-${index}-${rank}`)
                .chain(place),
            ),
          )
          .map((list) => ({ siret: `${10_000_000_000_000 + index}`, name, places: list })),
      ),
    ),
  );

const offsets = [0, 1, 59_999, 60_000, 900_000, 3_600_000, 86_400_000];
const minute = 60_000;

function slot(id: string, placeIds: readonly string[]): fc.Arbitrary<FreeSlot> {
  const reason: fc.Arbitrary<Reason> = fc.oneof(
    line,
    fc.record({
      code: fc.constantFrom('SM54', 'SM26'),
      label: fc.option(line, { nil: undefined }),
    }),
    fc.constantFrom('', '  '),
  );
  return fc
    .record({
      placeId: mostly(fc.constantFrom(...placeIds, 'nowhere'), fc.constant('nowhere')),
      quarter: fc.integer({ min: 0, max: 4 * 24 * 4 }),
      jitter: fc.constantFrom(0, 0, 0, 1, -1),
      duration: mostly(fc.constantFrom(15, 30, 20), fc.constantFrom(0, -5)),
      form: fc.nat({ max: 4 }),
      audience: mostly(
        fc.constantFrom<Audience[]>(['public'], ['sas'], ['public', 'sas'], ['sas', 'patients']),
        fc.subarray<Audience>(['public', 'sas', 'samu', 'patients', 'professionals']),
      ),
      consultation: mostly(
        fc.subarray<Consultation>(['on-site', 'remote', 'home-visit'], { minLength: 1 }),
        fc.constant<Consultation[]>([]),
      ),
      booking: fc.constantFrom<FreeSlot['booking']>('appointment', 'walk-in'),
      url: mostly(
        fc.constantFrom(
          `https://agenda.example/lieu?creneau=${encodeURIComponent(id)}`,
          'https://agenda.example/été',
        ),
        fc.constantFrom(undefined, 'https://agenda.example/#/fragment'),
      ),
      reasons: fc.option(fc.array(reason, { maxLength: 3 }), { nil: undefined }),
    })
    .map(({ quarter, jitter, duration, form, ...rest }) => {
      const start = generatedEpoch + quarter * 15 * minute + jitter;
      return {
        id,
        ...rest,
        start: write(start, form),
        end: write(start + duration * minute, form),
      };
    });
}

/** An instant in one of the forms that an agenda may return. */
function write(epoch: number, form: number): FreeSlot['start'] {
  const iso = new Date(epoch).toISOString();
  if (form === 0) return epoch;
  if (form === 1) return new Date(epoch);
  if (form === 2) return iso.replace('T', ' ').replace('Z', '+00');
  if (form === 3) return `${new Date(epoch + 5.5 * 60 * minute).toISOString().slice(0, -1)}+05:30`;
  return iso;
}

/** Any agenda. */
export const anyAgenda: fc.Arbitrary<GeneratedAgenda> = directory.chain((associations) => {
  const placeIds = associations.flatMap((association) =>
    association.places.map((place) => place.id),
  );
  return fc
    .array(fc.nat({ max: 30 }), { minLength: 5, maxLength: 60 })
    .chain((numbers) =>
      fc.tuple(
        ...numbers.map((number, index) =>
          // Sometimes two slots with the same id, or an id that is invalid in FHIR.
          slot(
            number < 3 ? `s${number}` : number < 6 ? `créneau ${index}` : `s-${index}`,
            placeIds,
          ),
        ),
      ),
    )
    .map((slots) => ({ associations, slots }));
});

/** Any window over the generated slots; bounds are often on the start of one. */
export const anyWindow: fc.Arbitrary<{ from: number; to: number }> = fc
  .tuple(
    mostly(fc.integer({ min: -10, max: 150 }), fc.integer({ min: 150, max: 400 })),
    mostly(fc.integer({ min: 50, max: 400 }), fc.integer({ min: 0, max: 20 })),
    fc.constantFrom(...offsets),
  )
  .map(([first, length, offset]) => {
    const from = generatedEpoch + first * 15 * minute + (offset % minute);
    return { from, to: from + length * 15 * minute };
  });

/** An agenda that returns everything at every search: the handler has to filter it. */
export function toSloppyAgenda(
  { associations, slots }: GeneratedAgenda,
  form: 'array' | 'async iterable' = 'array',
): Agenda {
  return {
    listAssociations: async () => associations,
    findFreeSlots: () => (form === 'array' ? slots : streamOf(slots)),
  };
}

async function* streamOf(slots: readonly FreeSlot[]): AsyncGenerator<FreeSlot> {
  for (const item of slots) yield item;
}
