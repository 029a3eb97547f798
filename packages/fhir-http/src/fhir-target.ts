import { type HandlerContext, SasError } from '@sas-sos/core';
import type { ReadableRequest } from './readable-request.js';

/** The target of a FHIR request, read from its URL. */
export interface FhirTarget {
  /** Public address of the FHIR base, without a trailing slash. */
  readonly baseUrl: string;
  /** Segments of the path under the base, decoded; empty for the base itself. */
  readonly segments: readonly string[];
  /** The query, unchanged, without its `?`. */
  readonly query: string;
}

/** What a part receives with the request. */
export interface FhirHandlerContext extends HandlerContext {
  /**
   * The target of the request, as the gateway resolved it.
   *
   * @defaultValue the result of `resolveFhirTarget` on the URL, for a part without a gateway
   */
  readonly target?: FhirTarget | undefined;
}

/**
 * Finds the target of a request, under whatever path its host mounted the handler; returns a target
 * that a gateway has already resolved unchanged.
 *
 * @throws SasError `SAS_REQUEST_NOT_FOUND` when the path is not under the base, or contains an
 *   invalid encoding.
 */
export function resolveFhirTarget(
  request: Pick<ReadableRequest, 'url' | 'parsedUrl'>,
  context: FhirHandlerContext = {},
): FhirTarget {
  if (context.target) return context.target;
  const { origin, pathname, search } = request.parsedUrl ?? new URL(request.url);
  const basePath = withoutSlash(context.basePath ?? '');
  if (basePath !== '' && pathname !== basePath && !pathname.startsWith(`${basePath}/`)) {
    throw new SasError('SAS_REQUEST_NOT_FOUND');
  }
  const segments = pathname
    .slice(basePath.length)
    .split('/')
    .filter((segment, index, all) => segment !== '' || (index > 0 && index < all.length - 1));
  return {
    baseUrl: withoutSlash(context.baseUrl ?? `${origin}${basePath}`),
    segments: segments.map(decodeSegment),
    query: search.slice(1),
  };
}

function withoutSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new SasError('SAS_REQUEST_NOT_FOUND');
  }
}
