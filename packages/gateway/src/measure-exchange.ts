import { createMeasure, type ReadableRequest, type Reply } from '@sas-sos/fhir-http';
import type { RequestProgress } from './audit.js';

/** Methods that are served or refused by name; any other one is `_OTHER`, as the conventions ask. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** Measures an exchange; what it was about is read from `progress` once it has ended. */
export type MeasureExchange = (
  request: Pick<ReadableRequest, 'method'>,
  progress: RequestProgress,
  answer: () => Promise<Reply>,
) => Promise<Reply>;

/** Creates the telemetry of a gateway: one span and one duration for each exchange. */
export function createMeasureExchange(): MeasureExchange {
  const measure = createMeasure({
    scope: '@sas-sos/gateway',
    name: 'sas.gateway.exchange',
    description: 'Duration of requests of the platform, until the answer is ready.',
  });
  return (request, progress, answer) =>
    measure(
      { 'http.request.method': methods.has(request.method) ? request.method : '_OTHER' },
      answer,
      (reply) => {
        const status = progress.isAbandoned ? 499 : reply.status;
        const { action, path } = progress;
        return {
          attributes: {
            'http.response.status_code': status,
            ...(action && { 'sas.interaction': action.interaction }),
            ...(path?.resourceType !== undefined && { 'sas.resource_type': path.resourceType }),
            ...(status >= 400 && { 'error.type': reply.errorCodes[0] ?? `${status}` }),
          },
          isError: status >= 500,
        };
      },
    );
}
