import type {
  Association,
  DayOfWeek,
  NationalIdentifier,
  Place,
  PlaceAddress,
  TimeZone,
} from '@sas-sos/core';
import type { AgendaUrlReader } from '@sas-sos/fhir-http';
import type { AgendaFault } from '../agenda-fault.js';
import type { InstantWriter } from './instant-writer.js';

/** The associations and places of an agenda that can be sent, and the faults of the others. */
export interface Directory {
  /** In the vendor's order. */
  readonly associations: readonly ListedAssociation[];
  /** By SIRET with its prefix. */
  readonly bySiret: ReadonlyMap<string, ListedAssociation>;
  /** By `Organization.id`. */
  readonly byOrganizationId: ReadonlyMap<string, ListedAssociation>;
  /** Every place, in order. */
  readonly places: readonly ListedPlace[];
  /** By the vendor's own id. */
  readonly byPlaceId: ReadonlyMap<string, ListedPlace>;
  /** By `Location.id`, which is `Schedule.id` too. */
  readonly byLocationId: ReadonlyMap<string, ListedPlace>;
  /** All faults of the directory. */
  readonly faults: readonly AgendaFault[];
}

/** A valid association. */
export interface ListedAssociation {
  /** The vendor's object. */
  readonly source: Association;
  /** `Organization.id`. */
  readonly fhirId: string;
  /** SIRET, parsed. */
  readonly siret: NationalIdentifier;
  /** Name, on one line. */
  readonly name: string;
  /** Its places that can be sent, in the vendor's order. */
  readonly places: readonly ListedPlace[];
}

/** A valid place. */
export interface ListedPlace {
  /** The vendor's object. */
  readonly source: Place;
  /** The association that it belongs to. */
  readonly association: ListedAssociation;
  /** Its rank among all places of the directory. */
  readonly rank: number;
  /** The vendor's own id. */
  readonly id: string;
  /** `Location.id` and `Schedule.id`. */
  readonly fhirId: string;
  /** Name, on one line. */
  readonly name: string;
  /** Address, each part on one line. */
  readonly address: PlaceAddress;
  /** `+` and digits. */
  readonly phone: string | undefined;
  /** FINESS, parsed. */
  readonly finess: NationalIdentifier | undefined;
  /** Time zone of the place. */
  readonly timeZone: TimeZone;
  /** Reads and writes the instants of its slots. */
  readonly writeInstant: InstantWriter;
  /** Reads the page URLs of its slots. */
  readonly readUrl: AgendaUrlReader;
  /** Degrees, WGS 84. */
  readonly coordinates: { readonly latitude: number; readonly longitude: number } | undefined;
  /** Rows of opening hours that can be sent. */
  readonly openingHours: readonly ListedHours[];
  /** Page of its agenda, in the form that the platform needs. */
  readonly agendaUrl: string | undefined;
}

/** A valid row of opening hours. */
export interface ListedHours {
  /** The days, without duplicates. */
  readonly days: readonly DayOfWeek[];
  /** From `opens` to `closes`, both `HH:MM:SS`; absent for the whole day. */
  readonly hours?: { readonly opens: string; readonly closes: string };
}
