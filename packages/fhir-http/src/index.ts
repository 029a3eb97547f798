// What a part is, and what it can do

export type {
  FhirHandler,
  FhirInteraction,
  FhirResourceCapability,
  FhirSearchParameter,
} from './fhir-handler.js';
export { readLimit } from './read-limit.js';

// What a request asks, and who sent it

export { type FhirHandlerContext, type FhirTarget, resolveFhirTarget } from './fhir-target.js';
export { isJsonFormat, jsonMediaTypes } from './json-format.js';
export { createPeerCertificateReader } from './peer-certificate.js';
export {
  checkPresentationParameter,
  createQueryIssues,
  isCount,
  parseQuery,
  type QueryIssues,
  type QueryParameter,
  readQueryOnce,
} from './query.js';

// What a request, or the answer of another server, brings

export { type JsonBodyOptions, parseJsonBody, toElementPath } from './parse-json-body.js';
export { type ReadBodyOptions, readBody } from './read-body.js';
export { tryParse } from './try-parse.js';

// Asking the vendor's adapter, within a time limit

export { type AskOptions, askAdapter } from './ask-adapter.js';
export { type LateOutcome, type TimeLimitOptions, withTimeLimit } from './with-time-limit.js';

// What is answered

export {
  type FhirResponseOptions,
  fhirMediaType,
  responseChunks,
  toBytesResponse,
  toFhirResponse,
} from './fhir-response.js';
export { responseErrorCodes, toErrorResponse, toOperationOutcome } from './to-operation-outcome.js';

// Words of FHIR, and what can stand in them

export { codeSystems } from './code-systems.js';
export { isFhirId, toFhirId } from './fhir-id.js';
export { profiles } from './profiles.js';

// Addresses of agenda pages, out and back

export {
  type AgendaUrlReader,
  type Arrival,
  createAgendaUrlReader,
  readArrival,
  toAgendaUrl,
} from './agenda-url.js';
