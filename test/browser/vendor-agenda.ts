import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ids of the slots of {@link writeVendorAgenda}. */
export const vendorSlots = {
  visit: 'visit',
  near: 'near',
  office: 'office',
  several: 'several',
  overseas: 'overseas',
  night: 'night',
} as const;

const reasons = ['Fièvre'];
const lyon = 'lyon-monplaisir';
const reunion = 'saint-denis';
const toSlot = (id: string, place: string, start: string, consultation: readonly string[]) => ({
  id,
  place,
  start: `+1d ${start}:00`,
  end: `+1d ${start}:20`,
  audience: ['sas'],
  consultation,
  booking: 'appointment',
  reasons,
  status: 'free',
});

/** Writes an agenda with one slot of each sort that a regulator has to tell apart. */
export function writeVendorAgenda(folder: string): string {
  const path = join(folder, 'agenda.json');
  const toPlace = (id: string, name: string, postalCode: string) => ({
    id,
    name,
    phone: '04 93 24 67 89',
    address: { line: '12 rue des Alpes', postalCode, city: 'LYON' },
    openingHours: [
      { days: ['tue', 'wed', 'thu', 'fri', 'sat', 'sun'], opens: '08:00', closes: '19:00' },
    ],
  });
  const agenda = {
    idSystem: 'https://editeur.example/ids',
    associations: [
      {
        siret: '34173748400020',
        name: 'SOS Médecins Lyon et Rhône',
        places: [toPlace(lyon, 'Centre de consultation Monplaisir', '69008')],
      },
      {
        siret: '92080466300010',
        name: 'SOS Médecins La Réunion',
        places: [{ ...toPlace(reunion, 'Centre de consultation Saint-Denis', '97400') }],
      },
    ],
    slots: [
      // Earlier and free: the first of the day is the wrong one to propose.
      toSlot(vendorSlots.office, lyon, '12', ['on-site']),
      toSlot(vendorSlots.visit, lyon, '18', ['home-visit']),
      toSlot(vendorSlots.near, lyon, '20', ['home-visit']),
      toSlot(vendorSlots.several, lyon, '21', ['on-site', 'remote', 'home-visit']),
      toSlot(vendorSlots.overseas, reunion, '10', ['on-site']),
      // Another day in Paris.
      toSlot(vendorSlots.night, reunion, '01', ['on-site', 'remote']),
    ],
  };
  writeFileSync(path, JSON.stringify(agenda));
  return path;
}

/** The page of a slot, as the platform opens it. */
export function toArrival(vendorUrl: string, slot: keyof typeof vendorSlots): string {
  const place = slot === 'overseas' || slot === 'night' ? reunion : lyon;
  return `${vendorUrl}/agenda/${place}?slot=${vendorSlots[slot]}&origin=sas-preprod`;
}
