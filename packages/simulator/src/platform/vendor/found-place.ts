import type { AnsweredLocation, AnsweredOrganization } from '@sas-sos/conformance';

/** A place with slots, or one of an association's. */
export interface FoundPlace {
  readonly id: string;
  readonly name: string;
  readonly association: FoundAssociation;
  readonly address: {
    readonly line: string;
    readonly postalCode: string;
    readonly city: string;
  } | null;
  readonly phone: string | null;
  readonly openingHours: readonly FoundOpeningHours[];
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  /** In order of their start. */
  readonly slots: readonly FoundSlot[];
}

export interface FoundAssociation {
  readonly id: string;
  /** With its prefix. */
  readonly siret: string;
  readonly name: string;
}

export interface FoundOpeningHours {
  /** `mon` … `sun`. */
  readonly days: readonly string[];
  /** `08:00:00`, as received; all day if null. */
  readonly opens: string | null;
  readonly closes: string | null;
}

export interface FoundSlot {
  readonly id: string;
  /** As received: the place's own time. */
  readonly start: string;
  readonly end: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startsAt: number;
  readonly consultations: readonly ('on-site' | 'remote' | 'home-visit')[];
  /** Who may book it; empty if the vendor does not say. */
  readonly audiences: readonly ('public' | 'sas')[];
  /** Whether only the SAS may book it. */
  readonly isReserved: boolean;
  /** Whether no appointment is needed. */
  readonly isWalkIn: boolean;
  readonly reasons: readonly string[];
  /** `comment`, if it is an http or https URL. */
  readonly url: string | null;
}

/** A place of an association, without what depends on the search. */
export type ListedPlace = Omit<FoundPlace, 'association' | 'slots'>;

/** An association, and its places. */
export interface ListedAssociation extends FoundAssociation {
  readonly places: readonly ListedPlace[];
}

const longestText = 500;

/** Converts a place; `undefined` if it has no id. */
export function toFoundPlace(location: AnsweredLocation): ListedPlace | undefined {
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

/** Converts an association; `undefined` if it has no id, or no SIRET to search for. */
export function toFoundAssociation(
  organization: AnsweredOrganization,
): FoundAssociation | undefined {
  const { id, identifiers, name } = organization;
  const siret = identifiers.map(({ value }) => toSiret(value)).find((value) => value !== undefined);
  if (id === undefined || siret === undefined) return undefined;
  return { id, siret, name: clip(name ?? siret) };
}

/** Adds a missing prefix: a check reports it, and the association is still found. */
function toSiret(value: string | undefined): string | undefined {
  if (value === undefined || !/^3?\d{14}$/.test(value)) return undefined;
  return value.length === 15 ? value : `3${value}`;
}

/** The id at the end of a reference, relative or not. */
export function toReferencedId(reference: string | undefined, type: string): string | undefined {
  const [, referencedType, id] = /(?:^|\/)([A-Za-z]+)\/([^/]+)$/.exec(reference ?? '') ?? [];
  return referencedType === type ? id : undefined;
}

/** Truncates a text that is too long to read. */
export function clip(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
