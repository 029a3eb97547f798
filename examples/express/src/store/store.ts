import type {
  Agenda,
  Association,
  Audience,
  Booking,
  Consultation,
  Reason,
  RegulatorAccounts,
} from '@sas-sos/core';
import type { OpenOutbox } from './appointment-book.js';
import type { AuditTable } from './audit-table.js';
import type { RegulatorRegister } from './regulator-register.js';
import type { SessionTable } from './session-table.js';

/** The vendor's store: SQLite or PostgreSQL, the rest of the product sees no difference. */
export interface Store {
  /** Creates the agenda adapter for the SDK; page addresses start with `publicUrl`. */
  createAgenda(options: AgendaOptions): Agenda;
  /** Creates the adapter through which the SDK finds and saves regulator accounts. */
  createRegulatorAccounts(): RegulatorAccounts;
  /** The same accounts, as the vendor's own pages see them. */
  readonly regulators: RegulatorRegister;
  readonly sessions: SessionTable;
  /** Who did what, for as long as it has to be answered for. */
  readonly audit: AuditTable;
  /**
   * Opens the outbox that belongs to this store.
   *
   * @throws SasError `SAS_OUTBOX_LOCKED` when another process uses an outbox for one process.
   */
  openOutbox(): Promise<OpenOutbox>;
  /** Reads associations and places. */
  readDirectory(): Promise<Directory>;
  /** Finds a place by its id; `undefined` if there is none. */
  findPlace(placeId: string): Promise<StoredPlace | undefined>;
  /** Counts the free slots that start in a window, by place; places without any are absent. */
  countFreeSlots(from: number, to: number): Promise<ReadonlyMap<string, number>>;
  /** Lists every slot of a place that starts at or after `from` and before `to`, in order. */
  listSlots(placeId: string, from: number, to: number): Promise<readonly StoredSlot[]>;
  /** Finds a slot of a place, in any state. */
  findSlot(placeId: string, slotId: string): Promise<StoredSlot | undefined>;
  /**
   * Replaces the whole agenda in one transaction, one process at a time; if it rejects, the agenda
   * is unchanged. Appointments stay, and the slots that they hold are still booked afterwards.
   *
   * @returns whether it was replaced.
   */
  replaceAgenda(replacement: AgendaReplacement): Promise<boolean>;
  /** Rejects when the store does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface AgendaOptions {
  /** Origin of the vendor's site. */
  readonly publicUrl: string;
}

/** Everything except slots. */
export interface Directory {
  /** `identifier.system` of the places' own ids. */
  readonly idSystem: string;
  readonly associations: readonly StoredAssociation[];
}

export interface StoredAssociation extends Association {
  readonly places: readonly StoredPlace[];
}

/** A place with a time zone. */
export type StoredPlace = Association['places'][number] & {
  readonly timeZone: string;
  readonly associationName: string;
};

export type SlotStatus = 'free' | 'booked' | 'blocked';

/** A slot as the agenda page shows it. */
export interface StoredSlot {
  readonly id: string;
  readonly placeId: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly audience: readonly Audience[];
  readonly consultation: readonly Consultation[];
  readonly booking: Booking;
  readonly reasons: readonly Reason[];
  readonly status: SlotStatus;
}

export interface AgendaReplacement {
  /** Whether the last import is still current; called while no other import can run. */
  isCurrent(last: ImportRecord | undefined): boolean;
  /** Writes the new agenda into the emptied tables, and returns what it was made from. */
  fill(writer: AgendaWriter): Promise<ImportRecord>;
}

/** What an import was made from. */
export interface ImportRecord {
  /** Digest of the file. */
  readonly fingerprint: string;
  /** Day that relative times were counted from, `YYYY-MM-DD`; `null` if the file has none. */
  readonly countedFrom: string | null;
}

/** Receives an agenda: first its directory, then its slots in batches. */
export interface AgendaWriter {
  writeDirectory(directory: Directory): Promise<void>;
  writeSlots(slots: readonly SlotRecord[]): Promise<void>;
}

/** A slot as a row of the table. */
export interface SlotRecord {
  readonly id: string;
  readonly placeId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Comma-separated. */
  readonly audience: string;
  /** Comma-separated. */
  readonly consultation: string;
  readonly booking: Booking;
  /** JSON; `null` for any reason. */
  readonly reasons: string | null;
  readonly status: SlotStatus;
}
