export { type Arrival, readArrival } from '@sas-sos/fhir-http';
export { createSignOn, type RegulatorSignOn } from './create-sign-on.js';
export type { AgendaGuard, AgendaVisit } from './guard.js';
export { proSanteConnect, proSanteConnectIssuers } from './methods/pro-sante-connect.js';
export { type SasDelegationOptions, sasDelegation } from './methods/sas-delegation.js';
export type {
  AccountClaim,
  ClientAuthentication,
  ClientRegistration,
  SignOnMethod,
} from './methods/sign-on-method.js';
export type { SignOnRefusal } from './refusal-page.js';
export type { SignOnOptions } from './sign-on-options.js';
