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

/** The associations and places of an agenda that can be sent, and what is wrong with the others. */
export interface Directory {
  /** In the order in which the vendor listed them. */
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
  /** Everything that is wrong with the directory. */
  readonly faults: readonly AgendaFault[];
}

/** An association that was read and found right. */
export interface ListedAssociation {
  /** What the vendor gave. */
  readonly source: Association;
  /** `Organization.id`. */
  readonly fhirId: string;
  /** SIRET, read. */
  readonly siret: NationalIdentifier;
  /** Name, on one line. */
  readonly name: string;
  /** Its places that can be sent, in the vendor's order. */
  readonly places: readonly ListedPlace[];
}

/** A place that was read and found right. */
export interface ListedPlace {
  /** What the vendor gave. */
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
  /** FINESS, read. */
  readonly finess: NationalIdentifier | undefined;
  /** The zone of its wall clock. */
  readonly timeZone: TimeZone;
  /** Reads and writes the instants of its slots. */
  readonly writeInstant: InstantWriter;
  /** Reads the addresses of its slots' pages. */
  readonly readUrl: AgendaUrlReader;
  /** Rows of opening hours that can be sent. */
  readonly openingHours: readonly ListedHours[];
  /** Page of its agenda, fit for the platform. */
  readonly agendaUrl: string | undefined;
}

/** A row of opening hours that was read and found right. */
export interface ListedHours {
  /** The days, each once. */
  readonly days: readonly DayOfWeek[];
  /** From `opens` to `closes`, both `HH:MM:SS`; absent: the whole day. */
  readonly hours?: { readonly opens: string; readonly closes: string };
}
