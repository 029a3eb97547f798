import type { ClientBase, Pool } from 'pg';
import {
  type AssociationRow,
  type PlaceRow,
  toAssociations,
  toPlace,
  toRows,
} from './directory-rows.js';
import type { Directory, StoredAssociation, StoredPlace } from './store.js';

/** Reads every association with its places, in the order of the file. */
export async function readPostgresAssociations(pool: Pool): Promise<readonly StoredAssociation[]> {
  // One statement, so that both come from the same state of the tables.
  const { rows } = await pool.query<{
    readonly association: AssociationRow;
    readonly place: PlaceRow | null;
  }>(
    `SELECT json_build_object('siret', association.siret, 'name', association.name) AS association,
       CASE WHEN place.id IS NOT NULL THEN to_json(place) END AS place
     FROM association LEFT JOIN place USING (siret)
     ORDER BY association.rank, place.rank`,
  );
  const associations = new Map(rows.map(({ association }) => [association.siret, association]));
  const places = rows.flatMap(({ place }) => place ?? []);
  return toAssociations([...associations.values()], places);
}

/** Finds a place by its id. */
export async function findPostgresPlace(
  pool: Pool,
  placeId: string,
): Promise<StoredPlace | undefined> {
  const { rows } = await pool.query<PlaceRow & { readonly association_name: string }>(
    `SELECT place.*, association.name AS association_name
     FROM place JOIN association USING (siret) WHERE place.id = $1`,
    [placeId],
  );
  const [row] = rows;
  return row && toPlace(row, row.association_name);
}

/** Writes the directory into its emptied tables. */
export async function writePostgresDirectory(
  client: ClientBase,
  directory: Directory,
): Promise<void> {
  const { associations, places } = toRows(directory);
  await client.query(
    `INSERT INTO association (siret, name, rank)
     SELECT siret, name, ordinality
     FROM ROWS FROM (json_to_recordset($1) AS (siret text, name text)) WITH ORDINALITY`,
    [JSON.stringify(associations)],
  );
  await client.query(
    `INSERT INTO place (id, siret, name, finess, phone, address_line, postal_code, city, time_zone,
       opening_hours, coordinates, rank)
     SELECT id, siret, name, finess, phone, address_line, postal_code, city, time_zone,
       opening_hours, coordinates, ordinality
     FROM ROWS FROM (json_to_recordset($1) AS (id text, siret text, name text, finess text,
       phone text, address_line text, postal_code text, city text, time_zone text,
       opening_hours text, coordinates text)) WITH ORDINALITY`,
    [JSON.stringify(places)],
  );
}
