import type { RegulatorSignOn } from '@sas-sos/sso';

export declare const regulators: RegulatorSignOn;
