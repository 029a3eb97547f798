// The front door

export { createSas } from './create-sas.js';
export type { Sas, SasAgendaPages, SasEndpoint, SasLifetime, SasReports, SasTls } from './sas.js';
export type {
  SasOptions,
  SasPlatformOptions,
  SasSearchOptions,
  SasSignOnOptions,
  SasTlsOptions,
} from './sas-options.js';

// Everything that runs in production, for vendors who compose it themselves

export * from '@sas-sos/appointments';
export * from '@sas-sos/core';
export * from '@sas-sos/fastify';
export * from '@sas-sos/gateway';
export * from '@sas-sos/mtls';
export * from '@sas-sos/node';
export * from '@sas-sos/outbox-postgres';
export * from '@sas-sos/outbox-sqlite';
export * from '@sas-sos/regulators';
export * from '@sas-sos/slots';
export * from '@sas-sos/sso';
