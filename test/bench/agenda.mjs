// @ts-check
// The measured agenda: 60 associations, 180 places, 240,000 slots, half of them free.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const quarter = 900_000;
const slotsPerPlace = 1334;

export const size = { associations: 60, placesPerAssociation: 3, slots: 60 * 3 * slotsPerPlace };

/**
 * First slot of every place: a full hour, so far away that it is still to come when a run ends. What
 * has started is no free slot any more.
 */
export const epoch = Math.ceil(Date.now() / 3_600_000 + 6) * 3_600_000;

/** @param {number} association */
export const siretOf = (association) => String(40_000_000_000_000 + association * 17);

/** @param {number} association @param {number} rank */
export const placeIdOf = (association, rank) => `place-${association}-${rank}`;

/** Which of the associations to ask for, spread over the file. @param {number} associations */
function spread(associations) {
  const step = associations > 12 ? 2 : 5;
  return Array.from({ length: associations }, (_, n) => n * step);
}

/**
 * The platform's query: some associations, some hours from the first slot.
 *
 * @param {number} associations
 * @param {number} [hours]
 * @param {number} [from] the first slot of an agenda that another process wrote
 */
export function toQuery(associations, hours = 72, from = epoch) {
  const sirets = spread(associations).map((association) => `3${siretOf(association)}`);
  const bound = (/** @type {number} */ at) => new Date(at).toISOString();
  return [
    '_revinclude=Slot:schedule',
    '_include=Schedule:actor:Location',
    '_include:iterate=Location:organization',
    `_has:Slot:schedule:start=ge${bound(from)}`,
    `_has:Slot:schedule:start=le${bound(from + hours * 3_600_000 - 1)}`,
    '_has:Slot:schedule:status=free',
    `actor:Location.organization.identifier=${sirets.map((siret) => `urn:oid:1.2.250.1.71.4.2.2%7C${siret}`).join(',')}`,
    '_count=1000',
  ].join('&');
}

/** Ids of the places that {@link toQuery} asks for. @param {number} associations */
export function placeIdsOf(associations) {
  return spread(associations).flatMap((association) =>
    [0, 1, 2].map((rank) => placeIdOf(association, rank)),
  );
}

/** The associations with their places. */
export function listAssociations() {
  return Array.from({ length: size.associations }, (_, n) => ({
    siret: siretOf(n),
    name: `SOS Médecins ${n}`,
    places: [0, 1, 2].map((rank) => ({
      id: placeIdOf(n, rank),
      name: `Centre de consultation ${n}-${rank}`,
      phone: '01 99 00 12 34',
      address: { line: `${rank + 1} rue de la République`, postalCode: '35000', city: 'Rennes' },
      timeZone: n % 6 === 5 ? 'Indian/Reunion' : 'Europe/Paris',
      openingHours: [
        {
          days: /** @type {import('@sas-sos/core').DayOfWeek[]} */ ([
            'mon',
            'tue',
            'wed',
            'thu',
            'fri',
          ]),
          opens: '08:00',
          closes: '20:00',
        },
      ],
    })),
  }));
}

const audiences = [['public'], ['public', 'sas'], ['sas']];
const consultations = [['on-site'], ['on-site', 'remote'], ['remote'], ['home-visit']];

/** @param {number} association @param {number} rank @param {number} index */
function slot(association, rank, index) {
  const start = epoch + index * quarter;
  return {
    id: `${association}-${rank}-${index}`,
    place: placeIdOf(association, rank),
    start: new Date(start).toISOString(),
    end: new Date(start + quarter).toISOString(),
    audience: audiences[index % 3],
    consultation: consultations[index % 4],
    booking: index % 20 === 0 ? 'walk-in' : 'appointment',
    reasons: index % 5 === 0 ? ['Fièvre'] : [],
    status: index % 2 === 0 ? 'free' : 'booked',
  };
}

/**
 * Writes the agenda in the format of the reference vendor.
 *
 * @param {string} file
 */
export async function writeAgendaFile(file) {
  const stream = createWriteStream(file);
  stream.write(
    `{"idSystem":"https://editeur.example/ids","associations":${JSON.stringify(listAssociations())},"slots":[\n`,
  );
  let separator = '';
  for (let association = 0; association < size.associations; association += 1) {
    for (let rank = 0; rank < size.placesPerAssociation; rank += 1) {
      let text = '';
      for (let index = 0; index < slotsPerPlace; index += 1) {
        text += `${separator}${JSON.stringify(slot(association, rank, index))}`;
        separator = ',\n';
      }
      if (!stream.write(text)) await once(stream, 'drain');
    }
  }
  stream.end(']}\n');
  await once(stream, 'finish');
}
