import type { OpeningHours, Place } from '@sas-sos/core';
import type { Directory, StoredAssociation, StoredPlace } from './store.js';

/** A row of `association`. */
export interface AssociationRow {
  readonly siret: string;
  readonly name: string;
}

/** A row of `place`. */
export interface PlaceRow {
  readonly id: string;
  readonly siret: string;
  readonly name: string;
  readonly finess: string | null;
  readonly phone: string | null;
  readonly address_line: string;
  readonly postal_code: string;
  readonly city: string;
  readonly time_zone: string;
  /** JSON. */
  readonly opening_hours: string;
  /** JSON. */
  readonly coordinates: string | null;
}

/** Groups places by association; both are in the order of the file. */
export function toAssociations(
  associations: readonly AssociationRow[],
  places: readonly PlaceRow[],
): readonly StoredAssociation[] {
  const byAssociation = new Map<string, PlaceRow[]>();
  for (const place of places) {
    const siblings = byAssociation.get(place.siret);
    if (siblings) siblings.push(place);
    else byAssociation.set(place.siret, [place]);
  }
  return associations.map(({ siret, name }) => ({
    siret,
    name,
    places: (byAssociation.get(siret) ?? []).map((place) => toPlace(place, name)),
  }));
}

export function toPlace(row: PlaceRow, associationName: string): StoredPlace {
  return {
    id: row.id,
    name: row.name,
    associationName,
    address: { line: row.address_line, postalCode: row.postal_code, city: row.city },
    phone: row.phone,
    finess: row.finess,
    timeZone: row.time_zone,
    openingHours: JSON.parse(row.opening_hours) as OpeningHours[],
    coordinates: row.coordinates ? (JSON.parse(row.coordinates) as Place['coordinates']) : null,
  };
}

/** Converts a directory to the rows of its two tables. */
export function toRows({ associations }: Directory): {
  readonly associations: readonly AssociationRow[];
  readonly places: readonly PlaceRow[];
} {
  return {
    associations: associations.map(({ siret, name }) => ({ siret, name })),
    places: associations.flatMap(({ siret, places }) =>
      places.map((place) => ({
        id: place.id,
        siret,
        name: place.name,
        finess: place.finess ?? null,
        phone: place.phone ?? null,
        address_line: place.address.line,
        postal_code: place.address.postalCode,
        city: place.address.city,
        time_zone: place.timeZone,
        opening_hours: JSON.stringify(place.openingHours ?? []),
        coordinates: place.coordinates ? JSON.stringify(place.coordinates) : null,
      })),
    ),
  };
}
