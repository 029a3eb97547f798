import type { AppointmentStatus } from '@sas-sos/appointments';

/** An appointment that a regulator took, as the vendor keeps it. */
export interface Appointment {
  /** A UUID. */
  readonly id: string;
  readonly slotId: string;
  readonly placeId: string;
  /** Milliseconds since 1970-01-01T00:00:00Z, and so are the others. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** `pending` until a doctor is designated. */
  readonly status: AppointmentStatus;
  /** Who took it, with the identifiers of that moment. */
  readonly regulator: AppointmentRegulator;
  /** RPPS of who sees the patient, with its prefix; `null`: not known yet. */
  readonly effector: string | null;
  readonly takenAt: number;
  readonly changedAt: number;
}

interface AppointmentRegulator {
  readonly accountId: string;
  readonly nationalId: string | null;
  readonly technicalId: string | null;
}

/** What is asked of an appointment. */
export type AppointmentChange =
  | {
      readonly kind: 'status';
      readonly status: 'cancelled' | 'fulfilled' | 'noshow';
      /** RPPS of who saw the patient; none: that of the doctor designated before. */
      readonly effector?: string | undefined;
    }
  | { readonly kind: 'effector'; readonly effector: string }
  | {
      readonly kind: 'reschedule';
      /** A free slot of the same place. */
      readonly slotId: string;
    };
