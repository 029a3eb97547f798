import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import {
  type AssociationRow,
  type PlaceRow,
  toAssociations,
  toPlace,
  toRows,
} from './directory-rows.js';
import type { Directory, StoredAssociation, StoredPlace } from './store.js';

/** Reads every association with its places, in the order of the file. */
export function readSqliteAssociations(
  database: DatabaseSyncInstance,
): readonly StoredAssociation[] {
  const associations: AssociationRow[] = database
    .prepare('SELECT siret, name FROM association ORDER BY rank')
    .all();
  const places: PlaceRow[] = database.prepare('SELECT * FROM place ORDER BY rank').all();
  return toAssociations(associations, places);
}

/** Finds a place by its id. */
export function findSqlitePlace(
  database: DatabaseSyncInstance,
  placeId: string,
): StoredPlace | undefined {
  const row: (PlaceRow & { readonly association_name: string }) | undefined = database
    .prepare(
      `SELECT place.*, association.name AS association_name
       FROM place JOIN association USING (siret) WHERE place.id = ?`,
    )
    .get(placeId);
  return row && toPlace(row, row.association_name);
}

/** Writes the directory into its emptied tables. */
export function writeSqliteDirectory(database: DatabaseSyncInstance, directory: Directory): void {
  const { associations, places } = toRows(directory);
  const insertAssociation = database.prepare(
    'INSERT INTO association (siret, name, rank) VALUES (?, ?, ?)',
  );
  associations.forEach(({ siret, name }, rank) => {
    insertAssociation.run(siret, name, rank);
  });
  const insertPlace = database.prepare(
    `INSERT INTO place (id, siret, name, finess, phone, address_line, postal_code, city, time_zone,
       opening_hours, coordinates, rank)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  places.forEach((row, rank) => {
    insertPlace.run(
      row.id,
      row.siret,
      row.name,
      row.finess,
      row.phone,
      row.address_line,
      row.postal_code,
      row.city,
      row.time_zone,
      row.opening_hours,
      row.coordinates,
      rank,
    );
  });
}
