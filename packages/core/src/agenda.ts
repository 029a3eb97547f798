/**
 * The port over a vendor's agenda: the associations in it, and the slots that are free.
 *
 * Two methods that return plain objects. The SDK calls `listAssociations` from time to time and
 * caches the answer for a stated time; it calls `findFreeSlots` once per search, for all
 * associations. It waits ten seconds at most for an answer, and less behind a gateway.
 * `describeAgenda` of `@sas-sos/testing` checks whether an implementation keeps this contract.
 *
 * @see `docs/guides/agenda.md`
 */
export interface Agenda {
  /**
   * Lists every association with its places; an empty list if there are none. They are sent in this
   * order.
   */
  listAssociations(options: {
    /** Aborted when the answer is no longer needed. */
    readonly signal: AbortSignal;
  }): Promise<readonly Association[]> | readonly Association[];

  /**
   * Finds the free slots of some places that start in a window, both bounds included.
   *
   * The order does not matter. The adapter leaves out slots that are booked, blocked or not to be
   * shown to anyone. It may return slots reserved for an audience that the platform does not serve,
   * with that audience: the SDK leaves them out. Called once per search; no state is kept between
   * two searches.
   */
  findFreeSlots(query: FreeSlotQuery): Promise<FreeSlots> | FreeSlots;

  /**
   * Finds one free slot by its id; `undefined` if it does not exist or is no longer free.
   *
   * Optional: without it, reading one slot goes through `findFreeSlots` over the next days.
   */
  findFreeSlot?(query: {
    /** `FreeSlot.id`. */
    readonly id: string;
    /** Aborted when the answer is no longer needed. */
    readonly signal: AbortSignal;
  }): Promise<FreeSlot | undefined> | FreeSlot | undefined;
}

/** Slots, all at once or as a cursor returns them. */
type FreeSlots = Iterable<FreeSlot> | AsyncIterable<FreeSlot>;

/** What one search asks of the agenda. */
export interface FreeSlotQuery {
  /** The associations asked for, as `listAssociations` returned them; never empty. */
  readonly associations: readonly Association[];
  /** Ids of all their places, in the same order; never empty. */
  readonly placeIds: readonly string[];
  /** Earliest start, included. */
  readonly from: Date;
  /** Latest start, included. */
  readonly to: Date;
  /** Aborted when the caller left or the time limit passed: stop the query, free the connection. */
  readonly signal: AbortSignal;
}

/** A SOS Médecins association. */
export interface Association {
  /** SIRET, 14 digits, with or without the prefix `3`, spaces allowed. */
  readonly siret: string;
  /** Name as the regulator reads it. */
  readonly name: string;
  /** The places where its doctors see patients. */
  readonly places: readonly Place[];
}

/** A place of consultation (point fixe de garde, lieu fixe de consultation) of an association. */
export interface Place {
  /** The vendor's own id, unique among all its places and stable. */
  readonly id: string;
  /** Name as the regulator reads it. */
  readonly name: string;
  /** Postal address. */
  readonly address: PlaceAddress;
  /**
   * Phone number as it is stored; normalised by the SDK. If absent or invalid, the place is sent
   * without a phone number.
   */
  readonly phone?: string | null | undefined;
  /** FINESS, 9 characters, with or without the prefix `1`. */
  readonly finess?: string | null | undefined;
  /**
   * IANA name of the place's time zone, such as `Indian/Reunion`.
   *
   * @defaultValue the zone of an overseas postal code, else `Europe/Paris`
   */
  readonly timeZone?: string | null | undefined;
  /**
   * Position in WGS 84, degrees, as a map or a GPS gives it; sent as `Location.position`. If
   * invalid, the place is sent without it.
   */
  readonly coordinates?:
    | { readonly latitude: number; readonly longitude: number }
    | null
    | undefined;
  /** When the place is open, in any number of rows. */
  readonly openingHours?: readonly OpeningHours[] | null | undefined;
  /**
   * Page of the place's agenda on the vendor's site, for the slots that have no page of their own.
   */
  readonly agendaUrl?: string | null | undefined;
}

/** Where a place is. */
export interface PlaceAddress {
  /** Number and street, one line. */
  readonly line: string;
  /** Five digits. */
  readonly postalCode: string;
  /** Name of the commune. */
  readonly city: string;
}

/** Hours that apply on some days of the week. */
export interface OpeningHours {
  /** The days, at least one. */
  readonly days: readonly DayOfWeek[];
  /** Local time of opening, `HH:MM`, from `00:00` to `23:59`. */
  readonly opens: string;
  /** Local time of closing, `HH:MM`, up to `24:00`; before `opens`: on the next day. */
  readonly closes: string;
}

/** A day of the week, by its FHIR code. */
export type DayOfWeek = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** A free time range that can be booked. */
export interface FreeSlot {
  /** The vendor's own id, unique among all its slots. */
  readonly id: string;
  /** `Place.id` of the place where it is. */
  readonly placeId: string;
  /** Start. */
  readonly start: InstantLike;
  /** End, after the start. */
  readonly end: InstantLike;
  /** Who may book it. Only `public` and `sas` slots are sent; a slot with neither is not. */
  readonly audience: readonly Audience[];
  /** How the patient is seen, at least one way. */
  readonly consultation: readonly Consultation[];
  /** Whether it is booked (`appointment`) or needs no booking (`walk-in`). */
  readonly booking: Booking;
  /**
   * Page that opens this slot on the vendor's site, absolute `http` or `https`.
   *
   * @defaultValue the place's `agendaUrl`; an `appointment` slot with neither is not sent
   */
  readonly url?: string | null | undefined;
  /** Reasons for which the slot can be booked ("motifs"); any reason if empty or absent. */
  readonly reasons?: readonly Reason[] | null | undefined;
}

/**
 * A point in time: a `Date`, milliseconds since 1970-01-01T00:00:00Z, or a text with date, time and
 * offset in ISO 8601 or as PostgreSQL prints a `timestamptz` (`2026-12-01 09:00:00+01`).
 *
 * A text is the cheapest of the three if the database already returns one. A text without an offset
 * is not a point in time: such a slot is not sent.
 */
export type InstantLike = Date | number | string;

/**
 * Who a slot is for: everybody, the SAS regulators, the SAMU, the practice's own patients, health
 * professionals.
 */
export type Audience = 'public' | 'sas' | 'samu' | 'patients' | 'professionals';

/** How the patient is seen: at the place, by video or phone, or at home. */
export type Consultation = 'on-site' | 'remote' | 'home-visit';

/** Whether a slot is to be booked. */
export type Booking = 'appointment' | 'walk-in';

/** A reason for consulting: free text, or a code of the ordinal specialties (TRE_R38). */
export type Reason =
  | string
  | {
      /** Code of TRE_R38-SpecialiteOrdinale, such as `SM54`. */
      readonly code: string;
      /** Its label, as the regulator reads it. */
      readonly label?: string | null | undefined;
    };
