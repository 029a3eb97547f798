import type { SignOn } from '@sas-sos/core';

export declare const sessions: SignOn;
