export {
  parseRegulatorIdentifier,
  type Regulator,
  type RegulatorAccount,
  type RegulatorAccountChange,
  type RegulatorAccountQuery,
  type RegulatorAccounts,
  type RegulatorDetails,
  type RegulatorIdentifier,
  type RegulatorSaveOutcome,
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
export type { RegulatorAddress, RegulatorQualification } from './read-details.js';
export { toFhirPractitioner } from './to-fhir-practitioner.js';
