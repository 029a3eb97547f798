import type { ReadableRequest } from '@sas-sos/fhir-http';
import type { HostedRequest, NodeRequest } from './node-message.js';
import { readUrl } from './read-url.js';

/**
 * Reads a `GET` of HTTP/1 as far as the SDK needs it: a Web request costs more than all of that, and
 * is created only when somebody asks for it.
 *
 * @throws SasError `SAS_REQUEST_MALFORMED`
 */
export function createLightRequest(
  nodeRequest: NodeRequest & HostedRequest,
  signal: AbortSignal,
  toRequest: () => Request,
): ReadableRequest {
  const headers = createHeaderReader(nodeRequest.rawHeaders);
  const parsedUrl = readUrl(nodeRequest, headers);
  let request: Request | undefined;
  return {
    method: 'GET',
    url: parsedUrl.href,
    headers,
    signal,
    parsedUrl,
    toRequest() {
      request ??= toRequest();
      return request;
    },
  };
}

/** Reads headers as `Headers` would: repeated ones are joined, white space around is removed. */
export function createHeaderReader(rawHeaders: readonly string[]): Pick<Headers, 'get'> {
  return {
    get(name) {
      const wanted = name.toLowerCase();
      let found: string | null = null;
      for (let index = 0; index < rawHeaders.length; index += 2) {
        const candidate = rawHeaders[index] as string;
        if (candidate.length !== wanted.length || candidate.toLowerCase() !== wanted) continue;
        const value = (rawHeaders[index + 1] as string).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
        if (found === null) found = value;
        else found += `${wanted === 'cookie' ? '; ' : ', '}${value}`;
      }
      return found;
    },
  };
}
