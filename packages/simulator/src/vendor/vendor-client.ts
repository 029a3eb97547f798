import type { Check, SlotSearch } from '@sas-sos/conformance';
import type { PlatformRegulator } from '../state/platform-state.js';

/** What the platform asks vendors. Nothing here rejects: a failure is an answer too. */
export interface VendorClient {
  /** INT_SOS1: up to 25 associations a call, as many calls as it takes, one after the other. */
  searchSlots(query: SlotSearch): Promise<SlotSearchOutcome>;
  /** INT_SOS-transco: every association that the vendor carries, and its places. */
  listAssociations(): Promise<AssociationsOutcome>;
  /** INT_R02: `create`, or `update` of the account that the vendor knows by `knownAs`. */
  sendRegulator(
    regulator: PlatformRegulator,
    interaction:
      | { readonly interaction: 'create' }
      | {
          readonly interaction: 'update';
          readonly knownAs: { readonly system: string; readonly value: string };
        },
  ): Promise<RegulatorSendOutcome>;
}

/** What a search found. `exchanges` are numbers in the log. */
export type SlotSearchOutcome =
  | {
      readonly outcome: 'found';
      readonly places: readonly FoundPlace[];
      readonly slots: number;
      readonly durationMilliseconds: number;
      readonly checks: readonly Check[];
      readonly exchanges: readonly number[];
    }
  | CallFailure;

/** A call that brought nothing. */
export interface CallFailure {
  readonly outcome: 'failed';
  /** Why, in French, for a person. */
  readonly message: string;
  /** What the vendor said; foreign text, none: nothing. */
  readonly detail: string | null;
  readonly exchanges: readonly number[];
}

/** A place that has slots, or one of an association's. */
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
  /** In the order of their start. */
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
  /** `08:00:00`, as it came; none: all day. */
  readonly opens: string | null;
  readonly closes: string | null;
}

export interface FoundSlot {
  readonly id: string;
  /** As it came: the place's own time. */
  readonly start: string;
  readonly end: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startsAt: number;
  readonly consultations: readonly ('on-site' | 'remote' | 'home-visit')[];
  /** Whether only the SAS may book it. */
  readonly isReserved: boolean;
  /** Whether one comes without an appointment. */
  readonly isWalkIn: boolean;
  readonly reasons: readonly string[];
  /** `comment`, where it is an http or https address. */
  readonly url: string | null;
}

/** What a vendor carries. */
export type AssociationsOutcome =
  | {
      readonly outcome: 'found';
      readonly associations: readonly (FoundAssociation & {
        readonly places: readonly Omit<FoundPlace, 'association' | 'slots'>[];
      })[];
      readonly checks: readonly Check[];
      readonly exchanges: readonly number[];
    }
  | CallFailure;

/** How an account was taken. */
export interface RegulatorSendOutcome {
  /** None: no answer. */
  readonly status: number | null;
  /** What the vendor said, or why there is no answer, in French; empty: nothing. */
  readonly text: string;
  readonly checks: readonly Check[];
  readonly exchange: number;
}
