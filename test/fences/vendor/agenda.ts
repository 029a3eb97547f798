// Stand-ins for what a vendor has already: examples import them, `npm run fences` types them.
import type { Agenda } from '@sas-sos/core';
import type { Pool } from 'pg';

export declare const agenda: Agenda;

export declare function createAgenda(pool: Pool): Agenda;
