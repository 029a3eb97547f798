import type { RegulatorAccounts } from '@sas-sos/core';
import type { Pool } from 'pg';

export declare const accounts: RegulatorAccounts;

export declare function createRegulatorAccounts(pool: Pool): RegulatorAccounts;
