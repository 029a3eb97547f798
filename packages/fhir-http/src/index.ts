// Definition of a part, and what it supports

export type {
  FhirHandler,
  FhirInteraction,
  FhirResourceCapability,
  FhirSearchParameter,
} from './fhir-handler.js';
export { readLimit } from './read-limit.js';
export { readLogger } from './read-logger.js';

// Target, query and caller of a request

export { createPartHandler } from './create-part-handler.js';
export { type Exchange, exchangeOf, withExchange } from './exchange.js';
export { type FhirHandlerContext, type FhirTarget, resolveFhirTarget } from './fhir-target.js';
export { isJsonFormat, jsonMediaTypes } from './json-format.js';
export { logUnreadable } from './log-unreadable.js';
export { createPeerCertificateReader } from './peer-certificate.js';
export {
  checkPresentationParameter,
  createQueryIssues,
  isCount,
  isCountOnly,
  parseQuery,
  type QueryIssues,
  type QueryParameter,
  readQueryOnce,
} from './query.js';
export {
  hasBody,
  type ReadableHeaders,
  type ReadableRequest,
  type ReadBodyOptions,
  toRequest,
  type WholeBody,
} from './readable-request.js';
export { parseSearchToken, type SearchToken } from './search-token.js';
export { readValueList, type UnreadableItem, type ValueList } from './value-list.js';

// Body of a request, or of another server's answer

export { type JsonBodyOptions, parseJsonBody, toElementPath } from './parse-json-body.js';
export { joinBytes, readBody, readWholeBody, toWholeBody } from './read-body.js';
export { tryParse } from './try-parse.js';

// Calling the vendor's adapter, within a time limit

export { type AskOptions, askAdapter } from './ask-adapter.js';
export {
  type LateOutcome,
  type Limited,
  type TimeLimitOptions,
  withTimeLimit,
} from './with-time-limit.js';

// Answers

export {
  type FhirResponseOptions,
  fhirMediaType,
  responseChunks,
  toBytesResponse,
  toFhirResponse,
} from './fhir-response.js';
export {
  fhirHeaders,
  type Reply,
  type ReplyOptions,
  toBytesReply,
  toFhirReply,
  toReply,
  toResponse,
} from './reply.js';
export { responseErrorCodes, withErrorCodes } from './response-error-codes.js';
export { toErrorReply, toErrorResponse, toOperationOutcome } from './to-operation-outcome.js';

// Telemetry

export {
  createMeasure,
  type Measure,
  type MeasuredOutcome,
  type MeasureOptions,
} from './create-measure.js';
export {
  type ObserveGauges,
  type OpenTelemetry,
  readOpenTelemetry,
  type TelemetryAttributes,
} from './open-telemetry.js';

// FHIR vocabulary

export { codeSystems } from './code-systems.js';
export { isFhirId, toFhirId } from './fhir-id.js';
export { implementationGuide } from './implementation-guide.js';
export { profiles } from './profiles.js';

// URLs of agenda pages, out and back

export {
  type AgendaUrlReader,
  type Arrival,
  createAgendaUrlReader,
  readArrival,
  toAgendaUrl,
} from './agenda-url.js';
