import type { Outbox } from '@sas-sos/core';
import type { Pool } from 'pg';

export declare function createOutbox(pool: Pool): Outbox;
