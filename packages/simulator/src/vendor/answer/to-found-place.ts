import type { AnsweredLocation, AnsweredOrganization } from '@sas-sos/conformance';
import type { FoundAssociation, FoundPlace } from '../vendor-client.js';

const longestText = 500;

/** A place without what depends on the question. */
type Place = Omit<FoundPlace, 'association' | 'slots'>;

/** Shows a place; `undefined` when it has no id. */
export function toFoundPlace(location: AnsweredLocation): Place | undefined {
  const { id, name, address, telecoms, hours, position } = location;
  if (id === undefined) return undefined;
  const phone = telecoms.find(({ system }) => system === 'phone')?.value;
  return {
    id,
    name: clip(name ?? id),
    address: address
      ? {
          line: clip(address.lines.join(', ')),
          postalCode: clip(address.postalCode ?? ''),
          city: clip(address.city ?? ''),
        }
      : null,
    phone: phone === undefined ? null : clip(phone),
    openingHours: hours.slice(0, 50).map(({ days, opens, closes }) => ({
      days: days.slice(0, 7),
      opens: opens ?? null,
      closes: closes ?? null,
    })),
    position: position ?? null,
  };
}

/** Shows an association; `undefined` when it has no id, or no SIRET to search it by. */
export function toFoundAssociation(
  organization: AnsweredOrganization,
): FoundAssociation | undefined {
  const { id, identifiers, name } = organization;
  const siret = identifiers.map(({ value }) => toSiret(value)).find((value) => value !== undefined);
  if (id === undefined || siret === undefined) return undefined;
  return { id, siret, name: clip(name ?? siret) };
}

/** With its prefix: who forgot it is told so by a check, and still found. */
function toSiret(value: string | undefined): string | undefined {
  if (value === undefined || !/^3?\d{14}$/.test(value)) return undefined;
  return value.length === 15 ? value : `3${value}`;
}

/** The id that a reference ends in, relative or not. */
export function toReferencedId(reference: string | undefined, type: string): string | undefined {
  const [, found, id] = /(?:^|\/)([A-Za-z]+)\/([^/]+)$/.exec(reference ?? '') ?? [];
  return found === type ? id : undefined;
}

/** Cuts a text that nobody would read to its end. */
export function clip(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
