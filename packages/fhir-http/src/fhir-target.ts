import { type HandlerContext, SasError } from '@sas-sos/core';

/** What a FHIR request is about, read off its URL. */
export interface FhirTarget {
  /** Public address of the FHIR base, without a slash at its end. */
  readonly baseUrl: string;
  /** Segments of the path under the base, decoded; empty for the base itself. */
  readonly segments: readonly string[];
  /** The query as it came, without its `?`. */
  readonly query: string;
}

/** What a part is handed with the request. */
export interface FhirHandlerContext extends HandlerContext {
  /**
   * What the request is about, as the gateway resolved it.
   *
   * @defaultValue what `resolveFhirTarget` reads off the URL, for a part without a gateway
   */
  readonly target?: FhirTarget | undefined;
}

/**
 * Reads which resource a request is about, whatever the path its host mounted the handler under; what
 * a gateway has resolved already is given back as it is.
 *
 * @throws SasError `SAS_REQUEST_NOT_FOUND` when the path is not under the base, or holds an
 *   encoding that cannot be read.
 */
export function resolveFhirTarget(request: Request, context: FhirHandlerContext = {}): FhirTarget {
  if (context.target) return context.target;
  const { origin, pathname, search } = new URL(request.url);
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
