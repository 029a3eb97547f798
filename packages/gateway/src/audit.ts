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
import { responseChunks } from '@sas-sos/fhir-http';
import type { Action, ServedPath } from './route.js';

/** What a guard says of a request. */
export type CallerVerdict = Awaited<ReturnType<CallerGuard>>;

/** What is known of an exchange as it goes along. */
export interface Exchange {
  path?: ServedPath;
  action?: Action;
  /** What the guard said. */
  verdict?: CallerVerdict;
  /** Whether a part was asked. */
  isAsked?: boolean;
}

/** An exchange that has ended. */
export interface EndedExchange {
  readonly exchange: Exchange;
  readonly request: Request;
  readonly context: HandlerContext;
  readonly response: Response;
  /** Whether the caller had left before there was an answer. */
  readonly isAbandoned: boolean;
  /** `performance.now()` at its start. */
  readonly startedAt: number;
}

/** Makes what turns ended exchanges into audit events; it never throws and never waits. */
export function createRecorder(options: {
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly logger: Logger;
}): (ended: EndedExchange) => void {
  const { audit, clock, logger } = options;
  const fingerprints = new WeakMap<PeerCertificate, string>();

  function fingerprintOf(certificate: PeerCertificate): string {
    const known = fingerprints.get(certificate);
    if (known !== undefined) return known;
    const fingerprint = createHash('sha256').update(certificate.raw).digest('hex');
    fingerprints.set(certificate, fingerprint);
    return fingerprint;
  }

  function toEvent(ended: EndedExchange): AuditEvent {
    const { exchange, request, context, response, isAbandoned, startedAt } = ended;
    const { peerCertificate } = context;
    return {
      recordedAt: new Date(clock.now()).toISOString(),
      interaction: exchange.action?.interaction,
      resourceType: exchange.path?.resourceType,
      method: request.method,
      status: isAbandoned ? 499 : response.status,
      outcomeCodes: isAbandoned ? [] : outcomeCodesOf(response),
      durationMilliseconds: Math.round((performance.now() - startedAt) * 1000) / 1000,
      responseBytes: request.method === 'HEAD' ? 0 : lengthOf(response),
      remoteAddress: context.remoteAddress,
      caller: exchange.verdict?.caller?.commonName,
      // Behind a proxy the certificate of the connection is the proxy's own: the guard knows whose.
      certificateFingerprint: exchange.verdict
        ? exchange.verdict.fingerprint
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

function lengthOf(response: Response): number | undefined {
  if (response.body === null) return 0;
  return responseChunks(response)?.reduce((sum, chunk) => sum + chunk.byteLength, 0);
}

/** Reads the codes off an OperationOutcome of the SDK, which carries them in `diagnostics`. */
function outcomeCodesOf(response: Response): string[] {
  const chunks = response.status >= 400 ? responseChunks(response) : undefined;
  if (!chunks) return [];
  try {
    const { issue }: { issue: { diagnostics?: unknown }[] } = JSON.parse(
      Buffer.concat(chunks).toString('utf8'),
    );
    const codes = issue.map(({ diagnostics }) => String(diagnostics));
    return [...new Set(codes.filter((code) => /^SAS_\w+$/.test(code)))];
  } catch {
    return [];
  }
}
