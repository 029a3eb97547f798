import type { AssociationsOutcome } from '../../vendor/vendor-client.js';

type Associations = Extract<AssociationsOutcome, { outcome: 'found' }>['associations'];

const heads = ['association', 'siret', 'lieu', 'adresse', 'code postal', 'commune', 'téléphone'];

/** Writes a line for each place, as French spreadsheets open it at once. */
export function toAssociationCsv(associations: Associations): string {
  const rows = associations.flatMap(({ name, siret, places }) =>
    places.length === 0
      ? [[name, siret, '', '', '', '', '']]
      : places.map((place) => [
          name,
          siret,
          place.name,
          place.address?.line ?? '',
          place.address?.postalCode ?? '',
          place.address?.city ?? '',
          place.phone ?? '',
        ]),
  );
  return `\uFEFF${[heads, ...rows].map((cells) => cells.map(toCell).join(';')).join('\r\n')}\r\n`;
}

function toCell(text: string): string {
  // A spreadsheet would take it for a formula.
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^\+[\d ]+$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
