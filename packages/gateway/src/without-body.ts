import type { Reply } from '@sas-sos/fhir-http';

/** The answer to `HEAD`: the same status and headers, no body. */
export function withoutBody(reply: Reply): Reply {
  void reply.stream?.cancel().catch(() => {});
  return { ...reply, statusText: '', chunks: undefined, stream: null, errorCodes: [] };
}
