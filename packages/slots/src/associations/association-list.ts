import type { Agenda } from '@sas-sos/core';
import type { AgendaFault } from '../agenda-fault.js';
import { askAgenda } from '../ask-agenda.js';
import type { ListedAssociation } from '../directory/directory.js';
import { type ReadDirectoryOptions, readDirectory } from '../directory/read-directory.js';

/** An association of a vendor's agenda, as it is given to the platform's team. */
export interface CarriedAssociation {
  /** SIRET with its prefix. */
  readonly siret: string;
  /** Name as the regulator reads it. */
  readonly name: string;
  /** The places where its doctors see patients. */
  readonly places: readonly CarriedPlace[];
}

/** A place of such an association. */
export interface CarriedPlace {
  /** The vendor's own id. */
  readonly id: string;
  /** FINESS with its prefix. */
  readonly finess?: string;
  /** Name as the regulator reads it. */
  readonly name: string;
  /** Number and street. */
  readonly line: string;
  /** Five digits. */
  readonly postalCode: string;
  /** Name of the commune. */
  readonly city: string;
  /** `+` and digits. */
  readonly phone?: string;
}

/** Options of {@link listCarriedAssociations}. */
export interface CarriedAssociationsOptions extends ReadDirectoryOptions {
  /** @defaultValue never aborted */
  readonly signal?: AbortSignal | undefined;
  /** Called with every fault of the directory, including those that leave something out. */
  readonly onFault?: ((fault: AgendaFault) => void) | undefined;
}

// No caller waits for the answer.
const longestListing = 300_000;

/**
 * Lists the associations of an agenda that can be sent: the content of INT_SOS-transco.
 *
 * @throws SasError `SAS_AGENDA_UNAVAILABLE` when the agenda fails (its error is the cause), or
 *   takes more than five minutes.
 */
export async function listCarriedAssociations(
  agenda: Agenda,
  options: CarriedAssociationsOptions = {},
): Promise<readonly CarriedAssociation[]> {
  const listed = await askAgenda(({ signal }) => agenda.listAssociations({ signal }), {
    signal: options.signal,
    milliseconds: longestListing,
  });
  const { associations, faults } = readDirectory(listed, options);
  for (const fault of faults) options.onFault?.(fault);
  return associations.map(toCarriedAssociation);
}

function toCarriedAssociation({ siret, name, places }: ListedAssociation): CarriedAssociation {
  return {
    siret: siret.value,
    name,
    places: places.map((place) => ({
      id: place.id,
      ...(place.finess === undefined ? {} : { finess: place.finess.value }),
      name: place.name,
      ...place.address,
      ...(place.phone === undefined ? {} : { phone: place.phone }),
    })),
  };
}

const columns = [
  'siret',
  'association',
  'place_id',
  'finess',
  'place',
  'line',
  'postal_code',
  'city',
  'phone',
] as const;

/**
 * Writes the list as CSV, one row per place (one for an association without places): UTF-8 with a
 * byte order mark, semicolons and CRLF, every cell quoted, as spreadsheets in France expect it.
 */
export function toAssociationCsv(associations: readonly CarriedAssociation[]): string {
  const rows = associations.flatMap(({ siret, name, places }) =>
    (places.length === 0 ? [undefined] : places).map((place) => [
      siret,
      name,
      place?.id,
      place?.finess,
      place?.name,
      place?.line,
      place?.postalCode,
      place?.city,
      place?.phone,
    ]),
  );
  return `\ufeff${[columns, ...rows].map((row) => `${row.map(toCell).join(';')}\r\n`).join('')}`;
}

// A spreadsheet treats a cell that starts with one of these as a formula, except a phone number.
const formula = /^(?:[=@\t\r-]|\+(?!\d+$))/;

function toCell(text: string | undefined): string {
  const safe = text !== undefined && formula.test(text) ? `'${text}` : (text ?? '');
  return `"${safe.replaceAll('"', '""')}"`;
}
