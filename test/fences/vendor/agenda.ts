// Stand-ins for code that a vendor already has: examples import them, `npm run fences` needs them.
import type { Agenda } from '@sas-sos/core';
import type { Pool } from 'pg';

export declare const agenda: Agenda;

export declare function createAgenda(pool: Pool): Agenda;
