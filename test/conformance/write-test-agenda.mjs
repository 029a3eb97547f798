// @ts-check
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** SIRETs of the associations that a vendor prepares for the certification. */
export const testAssociations = {
  onePlace: '92080466300010',
  twoPlaces: '34173748400020',
};

const places = /** @type {const} */ (['rennes-nord', 'rennes-cleunay', 'lorient']);

const toPlace = (/** @type {string} */ id) => ({
  id,
  name: `Centre de consultation ${id}`,
  phone: '01 93 24 67 89',
  address: { line: '320 avenue Général George Patton', postalCode: '35700', city: 'RENNES' },
  openingHours: [{ days: ['mon', 'tue'], opens: '08:00', closes: '19:00' }],
});

/**
 * Writes an agenda as the official kit needs it: one place and two, slots of each type, no visit.
 *
 * @param {string} folder
 * @returns the path of the file
 */
export function writeTestAgenda(folder, slotsOfPlace = 20) {
  const [north, cleunay, lorient] = places;
  // Far enough ahead that none begins while a test runs; all within 48 hours.
  const first = (Math.floor(Date.now() / 3_600_000) + 2) * 3_600_000;
  const length = Math.floor((40 * 3_600_000) / slotsOfPlace);
  const path = join(folder, 'agenda.json');
  const agenda = {
    idSystem: 'https://editeur.example/ids',
    associations: [
      {
        siret: testAssociations.twoPlaces,
        name: 'SOS Médecins Rennes',
        places: [north, cleunay].map(toPlace),
      },
      {
        siret: testAssociations.onePlace,
        name: 'SOS Médecins Lorient',
        places: [toPlace(lorient)],
      },
    ],
    slots: places.flatMap((place) =>
      Array.from({ length: slotsOfPlace }, (_, index) => ({
        id: `${place}-${index}`,
        place,
        start: new Date(first + index * length).toISOString(),
        end: new Date(first + (index + 1) * length).toISOString(),
        audience: index % 2 === 0 ? ['sas'] : ['public'],
        consultation: index % 3 === 0 ? ['remote'] : ['on-site'],
        booking: index % 5 === 4 ? 'walk-in' : 'appointment',
        status: 'free',
      })),
    ),
  };
  writeFileSync(path, JSON.stringify(agenda));
  return path;
}
