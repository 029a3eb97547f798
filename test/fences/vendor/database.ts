import type { FreeSlot, KeptRegulatorSession, RegulatorSession } from '@sas-sos/core';

interface SessionRow extends RegulatorSession {
  readonly id: string;
  readonly accountId: string;
}

/** The vendor's own access to its database. */
export declare const database: {
  freeSlots(
    placeIds: readonly string[],
    from: Date,
    to: Date,
    options: { readonly signal: AbortSignal },
  ): Promise<readonly FreeSlot[]>;
  insertAppointment(row: { readonly slotId: string; readonly regulatorId: string }): Promise<void>;
  insertSession(row: SessionRow): Promise<void>;
  updateSession(id: string | undefined, session: RegulatorSession): Promise<boolean>;
  findSession(id: string | undefined): Promise<KeptRegulatorSession | undefined>;
  deleteSession(id: string | undefined): Promise<void>;
  deleteSessionsWithKey(key: string): Promise<void>;
};
