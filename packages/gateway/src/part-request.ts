import { type HandlerContext, SasError } from '@sas-sos/core';
import {
  type FhirTarget,
  hasBody,
  type ReadableRequest,
  readWholeBody,
  toWholeBody,
} from '@sas-sos/fhir-http';
import { checkContentType } from './content-type.js';
import type { Action } from './route.js';

/** The request that a part receives, and what it is about. */
export interface PartRequest {
  readonly request: ReadableRequest;
  readonly target: FhirTarget;
}

/**
 * Creates the request that a part receives: for `GET` the original one, otherwise one with the
 * method that the part supports, and its body read.
 *
 * A search by POST is held to the size of a URL: both cost the same to read.
 *
 * @throws SasError `SAS_MEDIA_TYPE_UNSUPPORTED`, `SAS_BODY_TOO_LARGE`, `SAS_BODY_UNREADABLE`
 */
export async function toPartRequest(
  asked: ReadableRequest,
  context: HandlerContext,
  {
    action,
    target,
    limits,
  }: {
    readonly action: Action;
    readonly target: FhirTarget;
    readonly limits: { readonly bodyBytes: number; readonly urlLength: number };
  },
): Promise<PartRequest> {
  if (asked.method === 'GET') return { request: asked, target };
  const { url, headers } = asked;
  if (action.body === 'none') {
    return { request: new Request(url, { headers: [...headers] }), target };
  }
  if (hasBody(asked)) checkContentType(headers, action.body);
  const signal = context.signal ?? asked.signal;
  if (action.body === 'search-form') {
    const limit = Math.min(limits.bodyBytes, limits.urlLength);
    const form = await readWholeBody(asked, { limit, signal });
    const search = toSearchRequest(asked, { target, basePath: context.basePath ?? '', form });
    if (search.request.url.length > limits.urlLength) throw new SasError('SAS_BODY_TOO_LARGE');
    return search;
  }
  const bytes = await readWholeBody(asked, { limit: limits.bodyBytes, signal });
  return { request: withBody(asked, bytes), target };
}

/** A request whose body has been read: a Web request is created only for a part that needs one. */
function withBody(
  { method, url, headers, signal, parsedUrl }: ReadableRequest,
  bytes: Uint8Array<ArrayBuffer>,
): ReadableRequest {
  const body = bytes.byteLength > 0 ? bytes : null;
  return {
    ...{ method, url, headers, signal, parsedUrl },
    wholeBody: body ? toWholeBody(body) : undefined,
    toRequest: () => new Request(url, { method, headers: [...headers], body }),
  };
}

/**
 * Converts `POST [type]/_search` to the equivalent `GET [type]?…`: the parameters of the URL, then
 * those of the form, unchanged.
 */
function toSearchRequest(
  request: Pick<ReadableRequest, 'url' | 'headers'>,
  options: {
    readonly target: FhirTarget;
    readonly basePath: string;
    readonly form: Uint8Array<ArrayBuffer>;
  },
): PartRequest {
  const { target, basePath, form } = options;
  const [type = ''] = target.segments;
  const query = [target.query, toQuery(form)].filter((part) => part !== '').join('&');
  const url = new URL(request.url);
  url.pathname = `${basePath.replace(/\/$/, '')}/${type}`;
  url.search = query;
  const headers = new Headers([...request.headers]);
  for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name);
  return {
    request: new Request(url, { headers }),
    target: { ...target, segments: [type], query: url.search.slice(1) },
  };
}

/**
 * Writes the bytes of a form as a query. Bytes that a URL does not allow are percent-encoded, so
 * that a text that is not UTF-8 stays invalid, and the part refuses it.
 */
function toQuery(form: Uint8Array<ArrayBuffer>): string {
  return Buffer.from(form.buffer, form.byteOffset, form.byteLength)
    .toString('latin1')
    .trim()
    .replace(
      /[^!$-&(-;=?-~]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}
