import type { Association } from '@sas-sos/core';
import type { FixtureSlot } from '@sas-sos/testing';
import type { Pool } from 'pg';

/** Opens an empty database for one test. */
export declare function openTestDatabase(): Promise<{
  readonly pool: Pool;
  /** Opens another pool on the same database. */
  openPool(): Pool;
  load(associations: readonly Association[], slots: readonly FixtureSlot[]): Promise<void>;
  setStatus(slotId: string, status: 'free' | 'booked'): Promise<void>;
  close(): Promise<void>;
}>;
