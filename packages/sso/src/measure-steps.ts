import type { FetchHandler } from '@sas-sos/core';
import { createMeasure, responseErrorCodes } from '@sas-sos/fhir-http';
import type { AgendaGuard } from './guard.js';

/** Wraps the steps of a sign-on so that each is measured: one span and one duration. */
export interface MeasureSteps {
  /** Wraps the guard of agenda pages. */
  guard(guard: AgendaGuard): AgendaGuard;
  /** Wraps a handler. */
  handler(step: 'callback' | 'logout' | 'backchannel_logout', handler: FetchHandler): FetchHandler;
}

/** Creates the telemetry of a sign-on. */
export function createMeasureSteps({
  method,
}: {
  /** Name of the method. */
  readonly method: string;
}): MeasureSteps {
  const measure = createMeasure({
    scope: '@sas-sos/sso',
    name: 'sas.sign_on.step',
    description: 'Duration of the steps of a sign-on, the calls of the provider included.',
  });
  const attributesOf = (step: string) => ({ 'sas.step': step, 'sas.sign_on.method': method });

  return {
    guard: (guard) => (request, context) =>
      measure(
        attributesOf('guard'),
        () => guard(request, context),
        (visit) =>
          visit.kind === 'respond' ? toOutcome(visit.response) : { attributes: {}, isError: false },
      ),
    handler: (step, handler) => (request, context) =>
      measure(attributesOf(step), () => handler(request, context), toOutcome),
  };
}

function toOutcome(response: Response) {
  const { status } = response;
  const type = status >= 400 && { 'error.type': responseErrorCodes(response)[0] ?? `${status}` };
  return {
    attributes: { 'http.response.status_code': status, ...type },
    isError: status >= 500,
  };
}
