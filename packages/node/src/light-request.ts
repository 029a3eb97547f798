import { type ReadableHeaders, type ReadableRequest, readBody } from '@sas-sos/fhir-http';
import { createNodeBody } from './node-body.js';
import { declaresBody, type HostedRequest, isHttp2, type NodeRequest } from './node-message.js';
import { readUrl } from './read-url.js';
import { type ConvertedRequest, toHeaders, toWebRequest } from './to-web-request.js';

/** What the SDK reads of a request, and how to release the Node request. */
type LightRequest = Pick<ConvertedRequest, 'release'> & { readonly request: ReadableRequest };

/**
 * Whether a request can be read as a light one: any `GET` of HTTP/1; a `POST` or `PUT` for a handler
 * that takes its body, unless a parser of the host has read that.
 */
export function canBeLight(
  nodeRequest: NodeRequest,
  { hasBody }: { readonly hasBody: boolean },
): boolean {
  const { method, readableEnded } = nodeRequest;
  if (isHttp2(nodeRequest)) return false;
  return method === 'GET' || (hasBody && !readableEnded && (method === 'POST' || method === 'PUT'));
}

/**
 * Reads a request of HTTP/1 as far as the SDK needs it: a Web request costs more than all of that,
 * and is created only when somebody asks for it, after which the body is read from there.
 *
 * @throws SasError `SAS_REQUEST_MALFORMED`
 */
export function createLightRequest(
  nodeRequest: NodeRequest & HostedRequest,
  signal: AbortSignal,
): LightRequest {
  const { method = 'GET', rawHeaders } = nodeRequest;
  const headers = createHeaderReader(rawHeaders);
  const parsedUrl = readUrl(nodeRequest, headers);
  const takesBody = method !== 'GET' && declaresBody(nodeRequest);
  const body = takesBody ? createNodeBody(nodeRequest) : undefined;
  let converted: ConvertedRequest | undefined;
  let isRead = false;
  return {
    request: {
      ...{ method, url: parsedUrl.href, headers, signal, parsedUrl },
      wholeBody: body && {
        read(options) {
          if (converted) return readBody(converted.request, options);
          isRead = true;
          return body.read(options);
        },
      },
      toRequest() {
        converted ??= toWebRequest(nodeRequest, signal, { hasBody: !isRead });
        return converted.request;
      },
    },
    release() {
      body?.release();
      converted?.release();
    },
  };
}

/** Reads headers as `Headers` would: repeated ones are joined, white space around is removed. */
export function createHeaderReader(rawHeaders: readonly string[]): ReadableHeaders {
  return {
    [Symbol.iterator]: () => toHeaders(rawHeaders)[Symbol.iterator](),
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
