import { createHash } from 'node:crypto';
import type {
  AuditEvent,
  AuditTrail,
  CallerGuard,
  Clock,
  HandlerContext,
  Logger,
  PeerCertificate,
} from '@sas-sos/core';
import type { ReadableRequest, Reply } from '@sas-sos/fhir-http';
import type { Admitted } from './admission.js';
import type { Action, ServedPath } from './route.js';

/** The decision of a guard about a request. */
export type CallerVerdict = Awaited<ReturnType<CallerGuard>>;

/** How far the handling of a request has come. */
export interface RequestProgress {
  path?: ServedPath;
  action?: Action;
  /** The decision of the guard. */
  verdict?: CallerVerdict;
  /** Ends its admission. */
  admitted?: Admitted;
  /** Whether a part was called, or the request waited for its turn. */
  isAsked?: boolean;
  /** Whether the caller had left before there was an answer. */
  isAbandoned?: boolean;
}

/** A request that was answered. */
export interface EndedRequest {
  readonly progress: RequestProgress;
  readonly request: Pick<ReadableRequest, 'method'>;
  readonly context: HandlerContext;
  readonly reply: Reply;
  /** `performance.now()` at its start. */
  readonly startedAt: number;
}

/** Creates a recorder of audit events, which never throws and is never waited for. */
export function createRecorder(options: {
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly logger: Logger;
}): (ended: EndedRequest) => void {
  const { audit, clock, logger } = options;
  const fingerprints = new WeakMap<PeerCertificate, string>();

  function fingerprintOf(certificate: PeerCertificate): string {
    const earlier = fingerprints.get(certificate);
    if (earlier !== undefined) return earlier;
    const fingerprint = createHash('sha256').update(certificate.raw).digest('hex');
    fingerprints.set(certificate, fingerprint);
    return fingerprint;
  }

  function toEvent(ended: EndedRequest): AuditEvent {
    const { progress, request, context, reply, startedAt } = ended;
    const { isAbandoned = false } = progress;
    const { peerCertificate } = context;
    return {
      recordedAt: new Date(clock.now()).toISOString(),
      interaction: progress.action?.interaction,
      resourceType: progress.path?.resourceType,
      method: request.method,
      status: isAbandoned ? 499 : reply.status,
      outcomeCodes: isAbandoned ? [] : reply.errorCodes,
      durationMilliseconds: Math.round((performance.now() - startedAt) * 1000) / 1000,
      responseBytes: request.method === 'HEAD' ? 0 : lengthOf(reply),
      remoteAddress: context.remoteAddress,
      caller: progress.verdict?.caller?.commonName,
      presentedSubject: progress.verdict?.refusal && progress.verdict.presentedSubject,
      // Behind a proxy, the connection's certificate is the proxy's; only the guard has the
      // caller's.
      certificateFingerprint: progress.verdict
        ? progress.verdict.fingerprint
        : peerCertificate && fingerprintOf(peerCertificate),
    };
  }

  const onFailure = (err: unknown) => logger.error({ err }, 'The audit trail failed');
  return (ended) => {
    try {
      Promise.resolve(audit.record(toEvent(ended))).then(undefined, onFailure);
    } catch (err) {
      onFailure(err);
    }
  };
}

function lengthOf({ chunks, stream }: Reply): number | undefined {
  if (!chunks) return stream === null ? 0 : undefined;
  return chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
}
