export type {
  Regulator,
  RegulatorAccount,
  RegulatorAccountChange,
  RegulatorAccountQuery,
  RegulatorAccounts,
  RegulatorAddress,
  RegulatorDetails,
  RegulatorQualification,
  RegulatorSaveOutcome,
} from '@sas-sos/core';
export {
  createRegulatorHandler,
  type RegulatorHandlerOptions,
} from './create-regulator-handler.js';
export {
  decideRegulator,
  type RegulatorDecision,
  type RegulatorRequest,
  type RegulatorSituation,
} from './decide-regulator.js';
export { parseRegulator } from './parse-regulator.js';
export { toFhirPractitioner } from './to-fhir-practitioner.js';
