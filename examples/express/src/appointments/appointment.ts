import type { AppointmentStatus } from '@sas-sos/appointments';
import type { Consultation } from '@sas-sos/core';

/** An appointment taken by a regulator, as the vendor stores it. */
export interface Appointment {
  /** A UUID. */
  readonly id: string;
  readonly slotId: string;
  readonly placeId: string;
  /** Milliseconds since 1970-01-01T00:00:00Z, like the other instants. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** `pending` until a doctor is designated. */
  readonly status: AppointmentStatus;
  /** The regulator who took it, with the identifiers at that time. */
  readonly regulator: AppointmentRegulator;
  /** RPPS of the doctor who sees the patient, with its prefix; `null` if not decided yet. */
  readonly effector: string | null;
  /** What the patient was promised; `null` while nobody has chosen among the slot's kinds. */
  readonly consultation: Consultation | null;
  readonly takenAt: number;
  readonly changedAt: number;
}

interface AppointmentRegulator {
  readonly accountId: string;
  readonly nationalId: string | null;
  readonly technicalId: string | null;
}

/** A change requested for an appointment. */
export type AppointmentChange =
  | {
      readonly kind: 'status';
      readonly status: 'cancelled' | 'fulfilled' | 'noshow';
      /** RPPS of the doctor who saw the patient; default: the doctor designated before. */
      readonly effector?: string | undefined;
    }
  | { readonly kind: 'effector'; readonly effector: string }
  | {
      readonly kind: 'reschedule';
      /** A free slot of the same place. */
      readonly slotId: string;
      /** The kind of consultation to agree on; default: it stays the same. */
      readonly consultation?: Consultation | undefined;
    }
  | { readonly kind: 'consultation'; readonly consultation: Consultation };
