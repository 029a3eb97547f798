// What a part is, and what it can do

// Addresses of agenda pages, out and back
export {
  type AgendaUrlReader,
  type Arrival,
  createAgendaUrlReader,
  readArrival,
  toAgendaUrl,
} from './agenda-url.js';
// Asking the vendor's adapter, within a time limit
export { type AskOptions, askAdapter } from './ask-adapter.js';
// Words of FHIR, and what can stand in them
export { codeSystems } from './code-systems.js';
export type {
  FhirHandler,
  FhirInteraction,
  FhirResourceCapability,
  FhirSearchParameter,
} from './fhir-handler.js';
export { isFhirId, toFhirId } from './fhir-id.js';
// What is answered
export {
  type FhirResponseOptions,
  fhirMediaType,
  responseChunks,
  toBytesResponse,
  toFhirResponse,
} from './fhir-response.js';
// What a request asks
export { type FhirTarget, resolveFhirTarget } from './fhir-target.js';
export { isJsonFormat, jsonMediaTypes } from './json-format.js';
export { type JsonBodyOptions, parseJsonBody, toElementPath } from './parse-json-body.js';
// Who sent it, for hosts
export { createPeerCertificateReader } from './peer-certificate.js';
export { profiles } from './profiles.js';
export {
  checkPresentationParameter,
  createQueryIssues,
  isCount,
  parseQuery,
  type QueryIssues,
  type QueryParameter,
  readQueryOnce,
} from './query.js';
// What a request brings
export { readBody } from './read-body.js';
export { readLimit } from './read-limit.js';
export { toErrorResponse, toOperationOutcome } from './to-operation-outcome.js';
export { type LateOutcome, type TimeLimitOptions, withTimeLimit } from './with-time-limit.js';
