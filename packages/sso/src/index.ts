export { type Arrival, readArrival } from '@sas-sos/fhir-http';
export { createSignOn, type RegulatorSignOn } from './create-sign-on.js';
export {
  type ProSanteConnectEnvironment,
  type ProSanteConnectEnvironmentName,
  proSanteConnectEnvironments,
  proSanteConnectIssuers,
} from './environments/pro-sante-connect-environments.js';
export type { Published } from './environments/published.js';
export {
  type SasEnvironment,
  type SasEnvironmentName,
  sasEnvironments,
} from './environments/sas-environments.js';
export type { AgendaGuard, AgendaVisit } from './guard.js';
export { type ProSanteConnectOptions, proSanteConnect } from './methods/pro-sante-connect.js';
export { type SasDelegationOptions, sasDelegation } from './methods/sas-delegation.js';
export type {
  AccountClaim,
  ClientAuthentication,
  ClientRegistration,
  SignOnMethod,
} from './methods/sign-on-method.js';
export type { SignOnRefusal } from './refusal-page.js';
export type { SignOnOptions } from './sign-on-options.js';
