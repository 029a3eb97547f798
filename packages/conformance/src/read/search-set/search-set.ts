/**
 * A vendor's answer to a search, read without trusting it: values that are missing, or of the wrong
 * type, are absent.
 */
export interface SearchSet {
  readonly type: string | undefined;
  readonly total: number | undefined;
  readonly profiles: readonly string[];
  readonly links: readonly AnsweredLink[];
  /** In the order of the answer. */
  readonly entries: readonly AnsweredEntry[];
  /** Whether there were more entries than are read. */
  readonly isCut: boolean;
  readonly slots: readonly AnsweredSlot[];
  readonly schedules: readonly AnsweredSchedule[];
  readonly locations: readonly AnsweredLocation[];
  readonly organizations: readonly AnsweredOrganization[];
}

interface AnsweredLink {
  readonly relation: string | undefined;
  readonly url: string | undefined;
}

interface AnsweredEntry {
  readonly fullUrl: string | undefined;
  readonly mode: string | undefined;
  readonly resource: AnsweredResource;
}

export interface AnsweredResource {
  /** Its place in `Bundle.entry`, from 0. */
  readonly entry: number;
  /** `resourceType`. */
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly profiles: readonly string[];
}

export interface AnsweredSlot extends AnsweredResource {
  /** `meta.security`. */
  readonly slotTypes: readonly AnsweredCoding[];
  /** `serviceType.coding`. */
  readonly consultations: readonly AnsweredCoding[];
  /** `appointmentType.coding`. */
  readonly bookings: readonly AnsweredCoding[];
  /** `specialty`: labels, or codes without a label. */
  readonly reasons: readonly string[];
  readonly schedule: string | undefined;
  readonly status: string | undefined;
  readonly start: string | undefined;
  readonly end: string | undefined;
  /** `start` in milliseconds since 1970-01-01T00:00:00Z; `NaN` if it is no instant. */
  readonly startsAt: number;
  /** `end` in milliseconds since 1970-01-01T00:00:00Z; `NaN` if it is no instant. */
  readonly endsAt: number;
  readonly comment: string | undefined;
}

export interface AnsweredSchedule extends AnsweredResource {
  /** `actor.reference`. */
  readonly actors: readonly string[];
}

export interface AnsweredLocation extends AnsweredResource {
  readonly identifiers: readonly AnsweredIdentifier[];
  readonly name: string | undefined;
  readonly telecoms: readonly {
    readonly system: string | undefined;
    readonly value: string | undefined;
  }[];
  readonly address: AnsweredAddress | undefined;
  readonly hours: readonly AnsweredHours[];
  /** `managingOrganization.reference`. */
  readonly organization: string | undefined;
  readonly position: { readonly latitude: number; readonly longitude: number } | undefined;
}

interface AnsweredAddress {
  readonly lines: readonly string[];
  readonly city: string | undefined;
  readonly postalCode: string | undefined;
}

export interface AnsweredHours {
  readonly days: readonly string[];
  readonly opens: string | undefined;
  readonly closes: string | undefined;
}

export interface AnsweredOrganization extends AnsweredResource {
  readonly identifiers: readonly AnsweredIdentifier[];
  readonly name: string | undefined;
}

export interface AnsweredIdentifier {
  readonly system: string | undefined;
  readonly value: string | undefined;
  /** `type.coding`. */
  readonly types: readonly AnsweredCoding[];
}

export interface AnsweredCoding {
  readonly system: string | undefined;
  readonly code: string | undefined;
}
