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
import type { RegulatorRegister } from './regulator-register.js';
import type { SessionTable } from './session-table.js';

/** Where the vendor keeps everything: SQLite or PostgreSQL, the rest of the product sees no difference. */
export interface Store {
  /** Creates the adapter that the SDK asks; `publicUrl` is what the addresses of pages start with. */
  createAgenda(options: AgendaOptions): Agenda;
  /** Creates the adapter through which the SDK finds and saves regulator accounts. */
  createRegulatorAccounts(): RegulatorAccounts;
  /** The same accounts, as the vendor's own pages see them. */
  readonly regulators: RegulatorRegister;
  readonly sessions: SessionTable;
  /**
   * Opens what the reports of appointments wait in, which goes with this store.
   *
   * @throws SasError `SAS_OUTBOX_LOCKED` when another process has it, and it is for one.
   */
  openOutbox(): Promise<OpenOutbox>;
  /** Gives what the home page lists. */
  readDirectory(): Promise<Directory>;
  /** Finds one place; `undefined` when there is none of that id. */
  findPlace(placeId: string): Promise<StoredPlace | undefined>;
  /** Counts the free slots that start in a window, by place; a place without any is left out. */
  countFreeSlots(from: number, to: number): Promise<ReadonlyMap<string, number>>;
  /** Lists every slot of a place that starts from `from` on and before `to`, in order. */
  listSlots(placeId: string, from: number, to: number): Promise<readonly StoredSlot[]>;
  /** Finds one slot of a place, whatever its state. */
  findSlot(placeId: string, slotId: string): Promise<StoredSlot | undefined>;
  /**
   * Replaces the whole agenda in one transaction, one process at a time; a rejection leaves the
   * agenda as it was. Appointments stay, and a slot that one of them holds is booked afterwards too.
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

/** Everything but the slots. */
export interface Directory {
  /** `identifier.system` of the places' own ids. */
  readonly idSystem: string;
  readonly associations: readonly StoredAssociation[];
}

export interface StoredAssociation extends Association {
  readonly places: readonly StoredPlace[];
}

/** A place whose time zone is always said. */
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
  /** Whether what was imported last is still right; asked while no one else can import. */
  isCurrent(last: ImportRecord | undefined): boolean;
  /** Writes the new agenda into the emptied tables, and says what it was made from. */
  fill(writer: AgendaWriter): Promise<ImportRecord>;
}

/** What an import was made from. */
export interface ImportRecord {
  /** Digest of the file. */
  readonly fingerprint: string;
  /** Day that relative times were counted from, `YYYY-MM-DD`; none: the file has no such time. */
  readonly countedFrom: string | null;
}

/** Receives an agenda: its directory first, then its slots by the batch. */
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
  /** JSON; none: any reason. */
  readonly reasons: string | null;
  readonly status: SlotStatus;
}
